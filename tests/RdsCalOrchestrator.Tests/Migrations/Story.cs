using System.Text.Json;
using System.Text.Json.Nodes;
using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Domain.Packs;
using RdsCalOrchestrator.Functions.Scripts;

namespace RdsCalOrchestrator.Tests.Migrations;

/// <summary>A migration's journal, told in few words; every entry is a minute later than the one before.</summary>
internal sealed class Story
{
    private readonly List<Recorded> _journal = [];
    private readonly string _id;
    private DateTimeOffset _now = new(2026, 11, 28, 20, 0, 0, TimeSpan.Zero);
    private int _runs;
    private int _attempt = 1;

    internal Story(SourceState state = SourceState.Reachable, string id = "m-1")
    {
        _id = id;
        var source = new Server(new("ls01"), Channel.AzureVm, null, null, null, null, null);
        var target = new Server(new("ls11"), Channel.AzureVm, null, null, null, null, null);
        var request = new MigrationRequest(
            new(id), new("heron"), "Heron", source, state, target, Reason.Replacing, [], [Some.Purchase], null,
            new Approvers([], [], []), new Policy(), [], "ines", null);
        Write("accepted", new Entry.Accepted(request, null));
        Write("requested/1", new Entry.AttemptRequested(1));
        Write("begun/1", new Entry.AttemptBegun(1));
        State = state;
    }

    internal Migration Told => Migration.From(_journal)!;

    internal CalBalance Balance => CalBalance.Of(Told);

    internal Attempt Attempt => new(new("heron"), new(_id), _attempt);

    internal DateTimeOffset Now => _now;

    internal string LastRun { get; private set; } = "";

    private SourceState State { get; }

    /// <param name="mustStay">Packs of the source that no line covers.</param>
    internal Story Plans(LicenseKeyPack[] mustStay, params PlannedLine[] lines)
    {
        var plan = new MigrationPlan("hash", State, lines, null, null, mustStay, null, []);
        return Write($"planned/{_attempt}", new Entry.Planned(plan, _attempt)).Write("approved", new Entry.Approved("hash", null));
    }

    internal Story Reads(Side side, params LicenseKeyPack[] packs) => ReadsPage(side, 0, packs, packs.Length, null);

    internal Story ReadsPage(Side side, int offset, LicenseKeyPack[] packs, int? packCount, int? next)
    {
        var result = JsonNode.Parse("""{"role":{"installed":true,"service":"Running"},"can":{},"activation":0}""")!.AsObject();
        result["packs"] = Array(packs);
        if (packCount is not null)
            result["packCount"] = packCount;
        result["next"] = next;
        return Runs(Script.Inspect, side, [], $$"""{ "input": { "page": { "offset": {{offset}}, "limit": 20 } } }""", result);
    }

    /// <summary>Of a server whose licensing service is stopped: the script says so, and has no packs.</summary>
    internal Story ReadsStopped(Side side) => Runs(
        Script.Inspect, side, [], """{ "input": { "page": { "offset": 0, "limit": 20 } } }""",
        JsonNode.Parse(
            """{"role":{"installed":true,"service":"Stopped"},"can":{},"activation":2,"packs":[],"packCount":0,"next":null}""")!.AsObject());

    internal Story Imports(int line, LineResult said, LicenseKeyPack[] rows, LicenseKeyPack[]? unexplained = null)
    {
        Runs(Script.Import, Side.Target, [line], "{}", new JsonObject { ["unexplainedRows"] = Array(unexplained ?? []) });
        return Write($"{LastRun}/line/{line}", new Entry.LineJudged(line, LastRun, said, rows, null, null));
    }

    internal Story SendsImport(int line)
    {
        Name(Script.Import, Side.Target, [line], "{}");
        return this;
    }

    /// <summary>Names a run as the app does.</summary>
    internal string Named(PlannedRun planned)
    {
        var naming = new RunNaming(Told, Attempt, new ScriptTimes(), ScriptOutput.None, _now);
        LastRun = naming.Name(planned).Name;
        _runs++;
        Writes(naming.Entries);
        return LastRun;
    }

    internal Story Sends(PlannedRun planned)
    {
        var run = Named(planned);
        return Write($"{run}/started", new Entry.ScriptStarted(run, "westeurope"));
    }

    internal Story Ends(ScriptOutcome outcome) => Write($"{LastRun}/ended", new Entry.ScriptEnded(LastRun, outcome));

    internal Story GetsNoAnswer() => Ends(new ScriptOutcome.NoAnswer(Catalogue.NoAnswer("ls11", LastRun)));

    internal Story IsSwitched(int line, ConnectionMethod method = ConnectionMethod.Automatic) =>
        Write($"switched/{_journal.Count}", new Entry.MethodSwitched(line, method, null));

    internal Story Removes(int line, int rowId, string state = "Removed", params string[] missing) => Removes(line, [rowId], state, missing);

    internal Story Removes(int line, IReadOnlyList<int> rows, string state = "Removed", params string[] missing) => Runs(
        Script.Remove, Side.Source, [line], "{}", new JsonObject
        {
            ["rows"] = new JsonArray([.. rows.Select(r => (JsonNode)new JsonObject { ["rowId"] = r, ["state"] = state })]),
            ["mustStayMissing"] = new JsonArray([.. missing.Select(static m => (JsonNode)m)]),
        });

    internal Story IsAsked(AskKind kind, int? line = null) =>
        Write($"ask/{kind}", new Entry.AskOpened($"a-{kind}", kind, line, "", [], _now.AddDays(7), "hash"));

    internal Story Answers(AskKind kind)
    {
        IsAsked(kind);
        Write($"answer/{kind}", new Entry.Answered($"a-{kind}", new Answer(true, null, "Ines", null)));
        return Write($"closed/{kind}", new Entry.AskClosed($"a-{kind}", AskState.Accepted));
    }

    internal Story Notes(params Story[] others)
    {
        var told = others.Select(static o => o.Told).ToList();
        var number = Told.ElsewhereSeen + 1;
        return Write(
            $"elsewhere/{number}", new Entry.ElsewhereSeen(number, Elsewhere.Of(told, told, Told.Lines.Select(static l => l.Line.Operation))));
    }

    internal Story StopsWith(Verdict? verdict) =>
        Write($"end/{_attempt}", new Entry.Ended(_attempt, new MigrationEnd.Owing(verdict, Catalogue.CleanUpOwed("ls01", "as told"))));

    internal Story Resumes()
    {
        _attempt++;
        return Write($"requested/{_attempt}", new Entry.AttemptRequested(_attempt)).Write($"begun/{_attempt}", new Entry.AttemptBegun(_attempt));
    }

    internal Story After(TimeSpan time)
    {
        _now += time;
        return this;
    }

    internal Story Write(string key, Entry entry)
    {
        _now += TimeSpan.FromMinutes(1);
        _journal.Add(new Recorded(key, _now, "test", entry));
        return this;
    }

    internal Story Writes(IEnumerable<KeyedEntry> entries) => entries.Aggregate(this, static (story, e) => story.Write(e.Key, e.Entry));

    private Story Runs(Script script, Side side, int[] lines, string request, JsonObject result)
    {
        Name(script, side, lines, request);
        var none = JsonSerializer.SerializeToElement(new JsonObject());
        return Write($"{LastRun}/ended", new Entry.ScriptEnded(
            LastRun, new ScriptOutcome.Answered(FrameOutcome.Ok, none, JsonSerializer.SerializeToElement(result), none)));
    }

    private void Name(Script script, Side side, int[] lines, string request)
    {
        LastRun = $"rc-{_id}-{script}-{++_runs}";
        var carried = lines.Select(static l => new RunLine(l, new($"op-{l}"), null, false)).ToList();
        Write($"{LastRun}/named", new Entry.RunNamed(LastRun, _runs, script, side, _attempt, carried, request, TimeSpan.FromMinutes(10)));
        Write($"{LastRun}/started", new Entry.ScriptStarted(LastRun, "westeurope"));
    }

    private static JsonArray Array(IEnumerable<LicenseKeyPack> packs) => new([
        .. packs.Select(static p =>
            (JsonNode)new JsonArray(p.RowId, p.KeyPackType, p.ProductType, p.VersionId, p.Total, p.Issued, p.Expires, p.Description)),
    ]);
}
