using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>What both servers were read to hold, over time. A reading may come in pages, each from a run of its own.</summary>
internal sealed class Readings
{
    private readonly List<(Side Side, ServerReading Reading)> _all = [];

    internal ServerReading? Latest(Side side, DateTimeOffset since) =>
        _all.LastOrDefault(r => r.Side == side && r.Reading.IsComplete && r.Reading.At >= since).Reading;

    internal ServerReading? LatestUntil(Side side, DateTimeOffset until) => All(side).LastOrDefault(r => r.At <= until);

    internal IEnumerable<ServerReading> All(Side side) => _all.Where(r => r.Side == side && r.Reading.IsComplete).Select(static r => r.Reading);

    internal ServerReading? Unfinished(Side side) => _all.LastOrDefault(r => r.Side == side).Reading is { IsComplete: false } reading ? reading : null;

    /// <summary>Takes what an Inspect read; any other run reads nothing that counts.</summary>
    internal void Add(RunRecord run)
    {
        if (run is not { Named.Script: Script.Inspect, Answered: { Frame: FrameOutcome.Ok } answered, EndedAt: { } at }
            || ServerReading.From(answered.Server, answered.Result, at) is not { } page)
            return;
        // A page that is not the first one goes on with the reading before it.
        var side = run.Named.Side;
        var unfinished = run.IsLaterPage ? _all.FindLastIndex(r => r.Side == side && !r.Reading.IsComplete) : -1;
        if (unfinished >= 0)
            _all[unfinished] = (side, _all[unfinished].Reading.WithPage(page));
        else
            _all.Add((side, page));
    }
}
