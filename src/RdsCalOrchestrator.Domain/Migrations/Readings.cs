using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>
/// What both servers were read to hold, over time. A reading may come in pages, each from a run of its own: they are one reading only while
/// the server held as many packs at each of them. Else it is read again from the start, a few times, and then given up.
/// </summary>
internal sealed class Readings
{
    private const int Tries = 3;

    private readonly List<(Side Side, ServerReading Reading)> _all = [];
    private readonly Dictionary<Side, int> _broken = [];
    private readonly HashSet<string> _givenUp = [];
    private readonly Dictionary<string, ServerReading> _withoutPacks = [];

    internal ServerReading? Latest(Side side, DateTimeOffset since) => All(side).LastOrDefault(r => r.At >= since);

    internal ServerReading? LatestUntil(Side side, DateTimeOffset until) => All(side).LastOrDefault(r => r.At <= until);

    internal IEnumerable<ServerReading> All(Side side) => Answers(side).Where(static r => r.KnowsPacks);

    /// <summary>
    /// Also one of a server whose licensing service said nothing: enough to say so in a plan, and never a proof that packs are gone.
    /// </summary>
    internal ServerReading? LatestAnswer(Side side) => Answers(side).LastOrDefault();

    private IEnumerable<ServerReading> Answers(Side side) => _all.Where(r => r.Side == side && r.Reading.IsComplete).Select(static r => r.Reading);

    /// <summary>What a run read of a server whose licensing service said nothing; null of any other run.</summary>
    internal ServerReading? WithoutPacks(string run) => _withoutPacks.GetValueOrDefault(run);

    internal ServerReading? Unfinished(Side side) =>
        _all.LastOrDefault(r => r.Side == side).Reading is { IsComplete: false } reading ? reading : null;

    /// <summary>Did this run end a reading that never became whole.</summary>
    internal bool IsGivenUp(string run) => _givenUp.Contains(run);

    /// <summary>A first page goes on with nothing: what an earlier reading lacks is never read.</summary>
    internal void Begin(RunRecord run)
    {
        if (run.Named.Script == Script.Inspect && !run.IsLaterPage)
            _all.RemoveAll(r => r.Side == run.Named.Side && !r.Reading.IsComplete);
    }

    /// <summary>Takes what an Inspect read; any other run reads nothing that counts.</summary>
    internal void Add(RunRecord run)
    {
        if (run is not { Named.Script: Script.Inspect, Answered: { Frame: FrameOutcome.Ok } answered, EndedAt: { } at }
            || ServerReading.From(answered.Server, answered.Result, answered.Problems, at) is not { } page)
            return;
        // A page that is not the first one goes on with the reading before it.
        var side = run.Named.Side;
        var earlier = run.IsLaterPage ? Unfinished(side) : null;
        var reading = earlier?.WithPage(page) ?? page;
        _all.RemoveAll(r => r.Side == side && !r.Reading.IsComplete);
        if ((earlier is not null && earlier.PackCount != page.PackCount) || (reading.IsComplete && !reading.IsWhole))
        {
            Break(run, reading);
            return;
        }

        _all.Add((side, reading));
        if (reading is { IsComplete: true, KnowsPacks: false })
            _withoutPacks[run.Named.Run] = reading;
        if (reading.IsComplete)
            _broken[side] = 0;
    }

    private void Break(RunRecord run, ServerReading reading)
    {
        var side = run.Named.Side;
        _broken[side] = _broken.GetValueOrDefault(side) + 1;
        if (_broken[side] < Tries)
        {
            // Nothing of it counts; the next page is the first one again.
            _all.Add((side, reading with { Packs = [], Next = 0, PackCount = null }));
            return;
        }

        _broken[side] = 0;
        _givenUp.Add(run.Named.Run);
    }
}
