using RdsCalOrchestrator.Scenarios.FaultRuns.Plan;
using RdsCalOrchestrator.Simulator.Estate;
using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Scenarios.Moves;

/// <summary>By switch: a migration on which it matters, and how that ends in each position.</summary>
internal static class SwitchCases
{
    private const int PerUser = 1;
    private const int PerDevice = 0;

    internal static IReadOnlyDictionary<string, (OneMove Move, IReadOnlyDictionary<string, string> Ends)> All { get; } =
        new Dictionary<string, (OneMove, IReadOnlyDictionary<string, string>)>
        {
            [nameof(AssumptionSwitches.SourceId)] = (new(), Ends("licenseServerId Proved", "productId Parked")),
            [nameof(AssumptionSwitches.DeadSource)] = (
                new()
                {
                    SourceState = "gone", Reason = "noLongerFunctioning", Method = "web",
                    Estate = static e => e["servers"]![0]!["licenseServerId"] = "unknown",
                },
                Ends("accepted Attested", "refused Parked")),
            [nameof(AssumptionSwitches.ImportRemoves)] = (new(), Ends("removes Proved", "fails Proved", "doesNotTry Proved")),
            // The first of two imports takes what the second one moves.
            [nameof(AssumptionSwitches.KindRemoved)] = (
                new() { Packs = [Pack(25), Pack(40) with { RowId = 4, Number = "4180334" }] },
                Ends("quantity Proved", "packs Proved", "kind Proved")),
            [nameof(AssumptionSwitches.Events)] = (new(), Ends("written Proved", "absent Proved", "otherLog Proved", "wrong Proved")),
            [nameof(AssumptionSwitches.VersionIds)] = (
                new() { Packs = [Pack(25) with { Version = "2022", VersionId = 7 }] }, Ends("accepted Proved", "refused Parked")),
            [nameof(AssumptionSwitches.RefusalShape)] = (
                new() { Switches = new() { Port443 = "refused" } }, Ends("returnValue Parked", "thrown Parked")),
            [nameof(AssumptionSwitches.Retail)] = (
                new() { Packs = [Pack(25) with { Program = "retail", Number = "BCDFGHJKMPQRTVWXY23467892" }] },
                Ends("accepted Proved", "refused Parked")),
            // The estate file names the country in both languages.
            [nameof(AssumptionSwitches.CountryNames)] = (new() { IsActivated = false }, Ends("english Proved", "local Proved")),
            // What a probe sees goes the other way from the start.
            [nameof(AssumptionSwitches.Port443)] = (new() { Method = "detect" }, Ends("works Proved", "fails Proved", "refused Parked")),
            [nameof(AssumptionSwitches.OldOs)] = (
                new() { World = static w => w.FindMachine(OneMove.Source)!.Licensing.OsBuild = "6.3.9600" },
                Ends("works Proved", "hangs Blocked", "refused Blocked")),
            [nameof(AssumptionSwitches.Workgroup)] = (new() { World = InAWorkgroup }, Ends("reached Proved", "notReached Proved")),
            [nameof(AssumptionSwitches.Mpsa)] = (new() { Packs = [Pack(25) with { Program = "other" }] }, Ends("accepted Proved", "refused Parked")),
            // Nobody answers in time, and an operator sends them to the web.
            [nameof(AssumptionSwitches.Phone)] = (new() { Method = "telephone", SwitchTo = "web" }, Ends("gives Proved", "givesNone Proved")),
            [nameof(AssumptionSwitches.Issued)] = (new() { Packs = [Pack(25) with { ProductType = PerDevice }] }, Ends("stay Proved", "go Proved")),
            [nameof(AssumptionSwitches.OutputBlob)] = (
                new() { Settings = ["--Scripts:OutputContainer", "https://heron.blob.core.windows.net/output"] },
                Ends("refused Proved", "ignored Proved")),
        };

    private static RunPack Pack(int cals) => new(3, "select", "2019", 6, PerUser, cals, "4180317");

    private static void InAWorkgroup(EstateState world)
    {
        foreach (var machine in world.Machines)
            machine.Licensing.Domain = null;
    }

    private static IReadOnlyDictionary<string, string> Ends(params IReadOnlyList<string> ends) =>
        ends.Select(static e => e.Split(' ')).ToDictionary(static e => e[0], static e => e[1]);
}
