using System.Text.Json;
using Microsoft.Data.Sqlite;
using RdsCalOrchestrator.Scenarios.FaultRuns.Plan;
using RdsCalOrchestrator.Simulator.Arm;
using RdsCalOrchestrator.Simulator.Estate;

namespace RdsCalOrchestrator.Scenarios.FaultRuns.Checks;

/// <summary>
/// What is left of a run, for the checkers: what the simulator counted, and the app's files and pages as they lie there; none of the app's own
/// code has judged it.
/// </summary>
internal sealed record RunSeen(
    FaultPlan Plan,
    EstateHistory History,
    IReadOnlyList<MachineSeen> Machines,
    IReadOnlyDictionary<string, Journal> Journals,
    IReadOnlyList<JsonElement> Views,
    IReadOnlyList<EngineInstance> Instances,
    DateTimeOffset? NextTimerDue,
    bool IsRunningScripts,
    DateTimeOffset Now)
{
    internal static async Task<RunSeen> ReadAsync(FaultPlan plan, ScenarioHost host, RunOperators operators)
    {
        var views = new List<JsonElement>();
        foreach (var row in await operators.ListAsync())
            views.Add(await operators.ViewAsync(row.Text("migration")));
        return new RunSeen(
            plan,
            host.Estate.Read(static state => EstateHistory.Of(state)),
            host.Estate.Read(state => state.Machines.Select(m => MachineSeen.Of(m, host.Now)).ToList()),
            Journal.ReadAll(host.JournalDirectory),
            views,
            EngineInstance.ReadAll(host.EngineDirectory),
            host.Engine.NextTimerDue,
            host.IsRunningScripts,
            host.Now);
    }

    internal Journal JournalOf(string migration) => Journals[$"{RunFiles.Customer}/migration/{migration}"];

    /// <summary>The pack of the plan that a row on a source, or a row that an import created, stands for.</summary>
    internal RunPack? PackOf(EffectEntry effect) => Plan.Packs.FirstOrDefault(p => p.Is(effect.Row));

    /// <summary>Rows of a pack that somebody added or took away by hand on a machine.</summary>
    internal IEnumerable<EffectEntry> ByHand(string kind, string machine, RunPack pack) =>
        History.Effects.Where(e => e.Kind == kind && pack.Is(e.Row) && e.Server.Equals(machine, StringComparison.OrdinalIgnoreCase));

    internal RunSource SourceOf(RunPack pack) => Plan.Sources.Single(s => s.Packs.Contains(pack));
}

/// <summary>A machine at the end: its rows, and what is left of run commands on it.</summary>
internal sealed record MachineSeen(
    string Name, IReadOnlyList<Simulator.LicenseServers.PackRow> Rows, IReadOnlyList<string> UnfinishedCommands,
    IReadOnlyList<Simulator.Faults.Fault> Fired)
{
    internal static MachineSeen Of(Machine machine, DateTimeOffset now) => new(
        machine.Name,
        [.. machine.Licensing.Packs.Select(Simulator.LicenseServers.PackRow.Of)],
        [.. machine.RunCommands.Where(c => IsUnfinished(RunCommandStatus.Of(c, machine.Name, now))).Select(static c => c.Name)],
        [.. machine.Faults.Where(static f => f.FiredUtc is not null).Select(static f => f.Order.Fault)]);

    private static bool IsUnfinished(RunCommandStatus status) => status.IsInProgress || status.ExecutionState is "Running" or "Pending";
}

/// <summary>An instance of the app's engine.</summary>
internal sealed record EngineInstance(string Id, string Status, string? Failure)
{
    internal static IReadOnlyList<EngineInstance> ReadAll(string directory)
    {
        using var file = new SqliteConnection($"Data Source={Path.Combine(directory, "engine.db")};Mode=ReadOnly;Pooling=False");
        file.Open();
        using var command = file.CreateCommand();
        command.CommandText = "SELECT id, status, failure FROM instance ORDER BY id";
        using var reader = command.ExecuteReader();
        var instances = new List<EngineInstance>();
        while (reader.Read())
            instances.Add(new(reader.GetString(0), reader.GetString(1), reader.IsDBNull(2) ? null : reader.GetString(2)));
        return instances;
    }
}
