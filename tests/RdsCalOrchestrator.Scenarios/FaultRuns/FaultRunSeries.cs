using System.Collections.Concurrent;

namespace RdsCalOrchestrator.Scenarios.FaultRuns;

/// <summary>Many runs, each with a seed of its own, the next number each time.</summary>
internal sealed class FaultRunSeries(int firstSeed, int runs, int parallel, Action<string> say)
{
    // Of real time; far more than a run takes on a busy machine.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(3);

    private readonly ConcurrentBag<FaultRunResult> _results = [];

    internal async Task<IReadOnlyList<FaultRunResult>> RunAsync(CancellationToken cancellation)
    {
        var options = new ParallelOptions { MaxDegreeOfParallelism = parallel, CancellationToken = cancellation };
        await Parallel.ForEachAsync(Enumerable.Range(firstSeed, runs), options, async (seed, stop) => Tell(await RunAsync(seed, stop)));
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
    }
}
