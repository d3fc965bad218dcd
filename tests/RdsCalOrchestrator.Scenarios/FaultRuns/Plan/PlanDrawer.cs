using System.Globalization;
using RdsCalOrchestrator.Simulator.Faults;
using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Scenarios.FaultRuns.Plan;

/// <summary>Draws a plan from its seed: small worlds, in which much goes wrong.</summary>
internal sealed class PlanDrawer
{
    // As estates name them, and as WMI counts them (Win32_TSLicenseKeyPack, ProductVersionID).
    private static readonly (string Version, int Id)[] Versions = [("2012", 4), ("2016", 5), ("2019", 6), ("2022", 7)];

    private readonly Random _random;
    private readonly int _seed;
    private int _cals = 10;
    private bool _hasRetail;

    private PlanDrawer(int seed) => (_seed, _random) = (seed, new Random(seed));

    internal static FaultPlan Draw(int seed) => new PlanDrawer(seed).Draw();

    private FaultPlan Draw()
    {
        var sources = Enumerable.Range(1, _random.Pick((55, 1), (30, 2), (15, 3))).Select(n => Source($"old-{n}")).ToList();
        var targets = Enumerable.Range(1, _random.Pick((65, 1), (35, 2))).Select(n => Target($"new-{n}", sources)).ToList();
        var calmAt = _random.Next(8, 40);
        var migrations = Migrations(sources, targets, calmAt);
        List<string> machines = [.. sources.Where(static s => s.State != "gone").Select(static s => s.Name), .. targets.Select(static t => t.Name)];
        return new FaultPlan(
            _seed,
            Switches(),
            sources,
            targets,
            migrations,
            [
                .. Enumerable.Range(0, _random.Next(5)).Select(_ => Happening(_random.Next(1, calmAt), migrations, machines)),
                .. new HandDrawer(_seed, sources, targets, calmAt).Draw(),
            ],
            [
                .. machines.SelectMany(m => Enumerable.Range(0, _random.Pick((45, 0), (30, 1), (15, 2), (10, 3)))
                    .Select(_ => new PlannedFault(m, Order()))),
            ],
            HostsAttested: _random.Chance(60),
            OnRefusal: _random.Pick((40, "park"), (40, "web"), (20, "telephone")),
            AsBatch: _random.Chance(40),
            calmAt);
    }

    private RunSource Source(string name)
    {
        var kinds = Versions.SelectMany(static v => new[] { (v, 0), (v, 1) }).ToArray();
        _random.Shuffle(kinds);
        var packs = kinds.Take(_random.Pick((55, 1), (30, 2), (15, 3))).Select((k, i) => Pack(3 + i, k.v.Version, k.v.Id, k.Item2)).ToList();
        return new RunSource(name, _random.Pick((80, "reachable"), (12, "unreachable"), (8, "gone")), packs);
    }

    private RunPack Pack(int row, string version, int versionId, int productType)
    {
        var program = _random.Pick((30, "select"), (20, "enterprise"), (5, "other"), (25, "open"), (20, "retail"));
        // The app reads codes of one purchase from its environment.
        if (program == "retail" && _hasRetail)
            program = "select";
        _hasRetail |= program == "retail";
        _cals += _random.Next(2, 9);
        var number = program switch
        {
            "retail" => new string([.. Enumerable.Range(0, 25).Select(_ => "BCDFGHJKMPQRTVWXY2346789"[_random.Next(24)])]),
            "open" => (58_000_000 + (_cals * 1013)).ToString(CultureInfo.InvariantCulture),
            _ => (4_180_300 + (_cals * 17)).ToString(CultureInfo.InvariantCulture),
        };
        return new RunPack(row, program, version, versionId, productType, _cals, number);
    }

    private RunTarget Target(string name, IReadOnlyList<RunSource> sources) => new(
        name,
        IsActivated: _random.Chance(80),
        [.. sources.Where(s => s.State != "gone" && _random.Chance(80)).Select(static s => s.Name)],
        _random.Pick<PowerCutMoment?>(
            (79, null), (7, PowerCutMoment.BeforeImport), (7, PowerCutMoment.BetweenImportAndRemoval), (7, PowerCutMoment.AfterRemoval)));

    private List<RunMigration> Migrations(IReadOnlyList<RunSource> sources, IReadOnlyList<RunTarget> targets, int calmAt)
    {
        var migrations = sources
            .Select((s, i) => Migration($"m-{i + 1}", s, targets, _random.Pick((75, 0), (25, _random.Next(Math.Min(10, calmAt))))))
            .ToList();
        // The same packs once more: at once, later, and perhaps to another server.
        while (migrations.Count < 3 && _random.Chance(40))
        {
            var again = sources[_random.Next(sources.Count)];
            migrations.Add(Migration($"again-{migrations.Count}", again, targets, _random.Pick((50, 0), (50, _random.Next(calmAt)))));
        }

        return migrations;
    }

    private RunMigration Migration(string id, RunSource source, IReadOnlyList<RunTarget> targets, int submitAt) => new(
        id,
        source,
        targets[_random.Next(targets.Count)].Name,
        source.State == "reachable" && _random.Chance(25) ? "detect" : source.State,
        _random.Pick((75, "replacing"), (25, "noLongerFunctioning")),
        _random.Pick((50, "automatic"), (20, "web"), (15, "telephone"), (15, "detect")),
        submitAt);

    private AssumptionSwitches Switches() => new()
    {
        SourceId = _random.Pick((95, "licenseServerId"), (5, "productId")),
        DeadSource = _random.Pick((85, "accepted"), (15, "refused")),
        ImportRemoves = _random.Pick((45, "removes"), (30, "fails"), (25, "doesNotTry")),
        KindRemoved = _random.Pick((60, "quantity"), (20, "packs"), (20, "kind")),
        Events = _random.Pick((70, "written"), (15, "absent"), (15, "otherLog")),
        VersionIds = _random.Pick((90, "accepted"), (10, "refused")),
        RefusalShape = _random.Pick((60, "returnValue"), (40, "thrown")),
        Retail = _random.Pick((70, "accepted"), (30, "refused")),
        CountryNames = _random.Pick((90, "english"), (10, "local")),
        Port443 = _random.Pick((88, "works"), (6, "fails"), (6, "refused")),
    };

    private Happening Happening(int step, IReadOnlyList<RunMigration> migrations, IReadOnlyList<string> machines)
    {
        var migration = migrations[_random.Next(migrations.Count)].Id;
        var machine = machines[_random.Next(machines.Count)];
        return _random.Next(100) switch
        {
            < 12 => new Happening.Cancelled(step, migration),
            < 35 => new Happening.Resumed(step, migration),
            < 50 => new Happening.AppRestarted(step),
            < 62 => new Happening.EngineLost(step),
            < 78 => new Happening.PowerCut(step, machine),
            < 89 => new Happening.AgentSilent(step, machine),
            _ => new Happening.ServiceStopped(step, machine),
        };
    }

    // Most of them where they hurt: at the runs that change something.
    private FaultOrder Order()
    {
        var fault = _random.Pick(
            (12, Fault.Hang), (10, Fault.AcceptedThenLost), (12, Fault.CutAfterPut), (8, Fault.Conflict409), (10, Fault.Throttled),
            (10, Fault.ServerError), (6, Fault.AgentDown), (10, Fault.DuplicateExecution), (8, Fault.OutputTruncated), (8, Fault.NoOutput),
            (12, Fault.RebootMidRun), (5, Fault.ClearinghouseUnreachable), (5, Fault.ClearinghouseRefuses), (3, Fault.CodeUsed),
            (5, Fault.SourceRemovalRefused), (5, Fault.ImportRemovesKind), (2, Fault.EventsAbsent), (2, Fault.EventsInOtherLog),
            (3, Fault.EventsWrong), (5, Fault.StuckRunning), (4, Fault.ImportOfOtherTotal));
        return fault >= Fault.RebootMidRun ? InTheMiddle(fault) : AtACall(fault);
    }

    private FaultOrder InTheMiddle(Fault fault) => new()
    {
        Fault = fault,
        After = _random.Pick((75, 1), (25, 2)),
        Moment = fault == Fault.RebootMidRun
            ? _random.Pick<PowerCutMoment?>(
                (35, PowerCutMoment.BeforeImport), (40, PowerCutMoment.BetweenImportAndRemoval), (25, PowerCutMoment.AfterRemoval))
            : null,
    };

    private FaultOrder AtACall(Fault fault) => new()
    {
        Fault = fault,
        After = _random.Next(1, 4),
        Run = _random.Pick<string?>((40, null), (45, "-import-"), (15, "-remove-")),
        Call = fault is Fault.Throttled or Fault.ServerError
            ? _random.Pick((50, FaultPoint.Put), (35, FaultPoint.Get), (15, FaultPoint.Delete))
            : null,
        Bare = fault == Fault.Throttled ? _random.Chance(50) : null,
        RetryAfterSeconds = fault == Fault.Throttled ? _random.Pick((50, 5), (40, 60), (10, 900)) : null,
        Status = fault == Fault.ServerError ? _random.Pick((50, 500), (50, 503)) : null,
        Bytes = fault == Fault.OutputTruncated ? _random.Next(1, 200) : null,
    };
}
