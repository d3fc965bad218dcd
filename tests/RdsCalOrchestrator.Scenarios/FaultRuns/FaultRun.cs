using System.Text.Json;
using RdsCalOrchestrator.Scenarios.FaultRuns.Checks;
using RdsCalOrchestrator.Scenarios.FaultRuns.Plan;

namespace RdsCalOrchestrator.Scenarios.FaultRuns;

/// <summary>
/// One run of whole migrations in a world of its own, drawn from its seed. First things go wrong, then calm returns, and operators let go
/// on what has stopped; in the end the checkers look at what the simulator counted. All decisions fall when everything is at rest.
/// </summary>
internal sealed class FaultRun : IAsyncDisposable
{
    private const int MostCalmSteps = 1500;

    // Nobody waits longer than this for something to happen by itself.
    private static readonly TimeSpan Pace = TimeSpan.FromMinutes(10);

    private readonly FaultPlan _plan;
    private readonly ScenarioHost _host;
    private readonly HttpClient _http = new();
    private readonly RunWorld _world;
    private readonly RunOperators _operators;
    private readonly RunPeople _people;
    private readonly CancellationToken _cancellation;

    private FaultRun(FaultPlan plan, ScenarioHost host, CancellationToken cancellation)
    {
        (_plan, _host, _cancellation) = (plan, host, cancellation);
        _world = new RunWorld(plan, host);
        _operators = new RunOperators(plan, host, _http, cancellation);
        _people = new RunPeople(plan, host, _http, cancellation);
    }

    internal static async Task<FaultRunResult> RunAsync(int seed, CancellationToken cancellation)
    {
        var plan = PlanDrawer.Draw(seed);
        using var folder = new TemporaryFolder(inMemory: true);
        var world = Path.Combine(folder.Path, "world.json");
        await File.WriteAllTextAsync(world, new RunFiles(plan).World, cancellation);
        var host = await ScenarioHost.StartAsync(new ScenarioSetup(world, plan.RetailCode, InMemory: true));
        await using var run = new FaultRun(plan, host, cancellation);
        return await run.RunAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _http.Dispose();
        await _host.DisposeAsync();
    }

    private async Task<FaultRunResult> RunAsync()
    {
        _world.Arm();
        for (var step = 0; step < _plan.CalmAt; step++)
        {
            await _host.RestAsync(_cancellation);
            _world.Mend(step);
            await _operators.SubmitAsync(step);
            foreach (var happening in _plan.Happenings.Where(h => h.Step == step))
                await HappenAsync(happening);
            var rows = await _operators.ListAsync();
            await AnswerAsync(rows, isCalm: false);
            if (step > _plan.LastStep && HaveAllEnded(rows))
                break;
            await _host.PassAtMostAsync(Pace, _cancellation);
        }

        _world.MendAll();
        for (var step = 0; step < MostCalmSteps; step++)
        {
            await _host.RestAsync(_cancellation);
            var rows = await _operators.ListAsync();
            var goesOn = await AnswerAsync(rows, isCalm: true) || await TakeUpAsync(rows);
            if (!goesOn && _host.Engine.NextTimerDue is null && HaveAllEnded(rows) && !_world.HasUnfinishedCommands)
                break;
            await _host.PassAtMostAsync(Pace, _cancellation);
        }

        return FaultRunResult.Of(await RunSeen.ReadAsync(_plan, _host, _operators));
    }

    private async Task HappenAsync(Happening happening)
    {
        switch (happening)
        {
            case Happening.Cancelled cancelled:
                await _operators.NoteAsync(cancelled.Migration, "cancel");
                break;
            case Happening.Resumed resumed:
                await _operators.NoteAsync(resumed.Migration, "resume");
                break;
            case Happening.AppRestarted:
                await _host.RestartAsync(static () => { });
                break;
            case Happening.EngineLost:
                await _host.LoseEngineAsync();
                break;
            default:
                await _world.BreakAsync(happening);
                await _host.RestAsync(_cancellation);
                break;
        }
    }

    private async Task<bool> AnswerAsync(IReadOnlyList<JsonElement> rows, bool isCalm)
    {
        var answered = false;
        foreach (var row in rows.Where(r => r.GetProperty("waitsForPerson").GetBoolean() && (isCalm || _people.HaveToLookAt(r))))
            answered |= await _people.AnswerAsync(row, await _operators.ViewAsync(row.Text("migration")), isCalm);
        return answered;
    }

    private async Task<bool> TakeUpAsync(IReadOnlyList<JsonElement> rows)
    {
        var any = false;
        foreach (var row in rows.Where(static r => r.HasText("end")))
            any |= await _operators.TakeUpAsync(row.Text("migration"), row.Text("end"));
        return any;
    }

    private static bool HaveAllEnded(IReadOnlyList<JsonElement> rows) => rows.All(static r => r.HasText("end"));
}
