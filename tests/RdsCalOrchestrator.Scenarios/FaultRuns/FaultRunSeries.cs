using System.Collections.Concurrent;

namespace RdsCalOrchestrator.Scenarios.FaultRuns;

/// <summary>Many runs, each with a seed of its own, the next number each time. Broken off, it still gives the results it has.</summary>
internal sealed class FaultRunSeries(int firstSeed, int runs, int parallel, Action<string> say, Action<string>? sayHowFar = null)
{
    // Of real time; far more than a run takes on a busy machine.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private const int RunsPerWord = 250;

    private readonly ConcurrentBag<FaultRunResult> _results = [];

    internal async Task<IReadOnlyList<FaultRunResult>> RunAsync(CancellationToken cancellation)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellation };
        try
        {
            await Parallel.ForEachAsync(Enumerable.Range(firstSeed, runs), options, async (seed, stop) => Tell(await RunAsync(seed, stop)));
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            sayHowFar?.Invoke(FormattableString.Invariant($"Broken off after {_results.Count} of {runs} runs."));
        }

        return [.. _results.OrderBy(static r => r.Seed)];
    }

    private static async Task<FaultRunResult> RunAsync(int seed, CancellationToken cancellation)
    {
        using var limit = new CancellationTokenSource(Limit, TimeProvider.System);
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, limit.Token);
        try
        {
            return await FaultRun.RunAsync(seed, either.Token);
        }
        catch (Exception broken) when (!cancellation.IsCancellationRequested)
        {
            return FaultRunResult.Broken(seed, broken);
        }
    }

    private void Tell(FaultRunResult result)
    {
        _results.Add(result);
        foreach (var violation in result.Violations)
            say(FormattableString.Invariant($"seed={result.Seed} {violation} Faults: {string.Join(", ", result.Fired)}."));
        if (_results.Count is var done && done % RunsPerWord == 0 && done < runs)
            sayHowFar?.Invoke(
                FormattableString.Invariant($"{done} of {runs} runs, {_results.Count(static r => r.Violations.Count > 0)} with violations"));
    }
}
