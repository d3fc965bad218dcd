using System.Runtime.ExceptionServices;

namespace Microsoft.DurableTask.Engine.Harsh;

/// <summary>Runs every activity twice, as the queues of the host may, and lets results through as the host does.</summary>
/// <param name="work">Counts the late ones, so that nobody takes the engine for idle while they run.</param>
internal sealed class HarshRunner(ITaskRunner inner, HarshMode harsh, WorkQueue work, TimeProvider time) : ITaskRunner
{
    // The host sends again what was not confirmed for five minutes.
    private static readonly TimeSpan Latest = TimeSpan.FromMinutes(6);

    public bool HasOrchestrator(string name) => inner.HasOrchestrator(name);

    public bool HasActivity(string name) => inner.HasActivity(name);

    public async Task<string?> RunOrchestratorAsync(string name, TaskOrchestrationContext context) =>
        HarshNumbers.Through(await inner.RunOrchestratorAsync(name, context));

    public async Task<string?> RunActivityAsync(string name, string instanceId, string? input, CancellationToken cancellation)
    {
        var call = new Call(name, instanceId, HarshNumbers.Through(input), cancellation);
        var random = harsh.Dice.For(KeyOf(instanceId, name));
        var answer = WayOf(random) switch
        {
            Repeat.AnswerLost => await AgainAsync(call),
            Repeat.AtOnce => await AtOnceAsync(call, random.Next(2)),
            _ => await WithALateOneAsync(call, Latest * random.NextDouble()),
        };
        if (answer.Failure is { } failure)
            ExceptionDispatchInfo.Throw(failure);
        return HarshNumbers.Through(answer.Output);
    }

    /// <summary>How the next call of an activity by an instance is repeated.</summary>
    internal static Repeat NextWay(HarshDice dice, string instance, string name) => WayOf(dice.For(KeyOf(instance, name)));

    private static Repeat WayOf(Random random) => (Repeat)random.Next(3);

    private static string KeyOf(string instance, string name) => $"twice/{instance}/{name}";

    private async Task<Answer> AgainAsync(Call call)
    {
        var first = await OnceAsync(call);
        var second = await OnceAsync(call);
        NoteIfBroken(call, Repeat.AnswerLost, first, second);
        return second;
    }

    private async Task<Answer> AtOnceAsync(Call call, int taken)
    {
        var both = await Task.WhenAll(Task.Run(() => OnceAsync(call)), Task.Run(() => OnceAsync(call)));
        NoteIfBroken(call, Repeat.AtOnce, both[0], both[1]);
        NoteIfBroken(call, Repeat.AtOnce, both[1], both[0]);
        return both[taken];
    }

    private async Task<Answer> WithALateOneAsync(Call call, TimeSpan later)
    {
        var first = await OnceAsync(call);
        ITimer? timer = null;
        timer = time.CreateTimer(_ => Begin(call, first, timer), null, Timeout.InfiniteTimeSpan, Timeout.InfiniteTimeSpan);
        timer.Change(later, Timeout.InfiniteTimeSpan);
        return first;
    }

    private void Begin(Call call, Answer first, ITimer? timer)
    {
        timer?.Dispose();
        if (call.Cancellation.IsCancellationRequested)
            return;
        work.Run(() => LateAsync(call, first));
    }

    private async Task LateAsync(Call call, Answer first)
    {
        try
        {
            NoteIfBroken(call, Repeat.Late, first, await OnceAsync(call));
        }
        catch (OperationCanceledException)
        {
            // The engine stops; so would a host.
        }
    }

    private async Task<Answer> OnceAsync(Call call)
    {
        try
        {
            return new Answer(await inner.RunActivityAsync(call.Name, call.Instance, call.Input, call.Cancellation), null);
        }
        catch (Exception failure) when (!call.Cancellation.IsCancellationRequested)
        {
            return new Answer(null, failure);
        }
    }

    // One that fails each time has failed; one that fails because it has run before must not.
    private void NoteIfBroken(Call call, Repeat way, Answer one, Answer other)
    {
        if (one.Failure is not null || other.Failure is not { } failure)
            return;
        harsh.NoteBroken(call.Instance, call.Name, way, failure);
    }

    private sealed record Call(string Name, string Instance, string? Input, CancellationToken Cancellation);

    private sealed record Answer(string? Output, Exception? Failure);
}
