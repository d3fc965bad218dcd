using System.Text.Json;
using RdsCalOrchestrator.Simulator.Arm;
using RdsCalOrchestrator.Simulator.Estate;
using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Simulator.Faults;

/// <summary>
/// What somebody does to a machine behind everybody's back. CALs that come or go are effects of nobody: <c>addedByHand</c> and
/// <c>removedByHand</c>, with the row and no script.
/// </summary>
internal sealed class MachineHand(SimulatedEstate estate, ScriptProcesses processes, DataDirectory data)
{
    // Win32_TSLicenseKeyPack, KeyPackType: what comes with Windows.
    private const int BuiltIn = 6;

    public bool TakeSnapshot(string name) => Change(name, machine =>
    {
        machine.Snapshot = Copy(machine.Licensing);
        Folders.Copy(data.DiskOf(machine), data.SnapshotOf(machine));
    });

    /// <summary>Windows, its packs and events, and its disk are as they were; Azure's run commands stay.</summary>
    /// <returns>False: there is no such machine, or no snapshot of it.</returns>
    public Task<bool> RestoreAsync(string name) => ReplaceAsync(name, machine =>
    {
        if (machine.Snapshot is not { } snapshot)
            return null;
        Folders.Copy(data.SnapshotOf(machine), data.DiskOf(machine));
        return Copy(snapshot);
    });

    /// <summary>A new Windows under the old name: an empty disk, built-in packs only, another product ID, not activated.</summary>
    public Task<bool> RebuildAsync(string name) => ReplaceAsync(name, machine =>
    {
        Folders.Empty(data.DiskOf(machine));
        machine.RunCommands.Clear();
        var old = machine.Licensing;
        var builtIn = old.Packs.Where(static p => p.KeyPackType == BuiltIn).ToList();
        return new()
        {
            ComputerName = old.ComputerName,
            Fqdn = old.Fqdn,
            Domain = old.Domain,
            OsBuild = old.OsBuild,
            PsVersion = old.PsVersion,
            ProductId = ProductIdAfter(old.ProductId),
            Activation = 1,
            Scope = old.Scope,
            Packs = builtIn,
            // Rows are numbered from the beginning again.
            NextRowId = builtIn.Select(static p => p.RowId).DefaultIfEmpty().Max() + 1,
            ReachesClearinghouse = old.ReachesClearinghouse,
            Reaches = old.Reaches,
        };
    });

    /// <param name="pack">Its row ID does not count: it gets the next one.</param>
    public bool AddPack(string name, SimulatedPack pack) => Change(name, machine =>
    {
        pack.RowId = machine.Licensing.NextRowId++;
        machine.Licensing.Packs = [.. machine.Licensing.Packs, pack];
    });

    public bool RemovePack(string name, int rowId) => Change(name, machine =>
        machine.Licensing.Packs = [.. machine.Licensing.Packs.Where(p => p.RowId != rowId)]);

    /// <summary>Run commands of somebody else's, ended long ago; so many, whatever there was of them.</summary>
    public bool KeepForeignCommands(string name, int count) => Change(name, machine =>
    {
        machine.RunCommands.RemoveAll(static c => c.Name.StartsWith(ForeignCommand.Prefix, StringComparison.Ordinal));
        machine.RunCommands.AddRange(Enumerable.Range(1, count).Select(i => ForeignCommand.Of(i, estate.Time.GetUtcNow())));
    });

    public bool Change(string name, Action<Machine> change) => estate.Change((state, log) =>
    {
        if (state.FindMachine(name) is not { } machine)
            return false;
        var before = machine.Licensing.Packs.ConvertAll(PackRow.Of);
        change(machine);
        log.Touch(machine.Licensing);
        log.Effects.AddRange(Differences(machine, before, machine.Licensing.Packs.ConvertAll(PackRow.Of)));
        return true;
    });

    // Its scripts have ended before anything is replaced under them.
    private async Task<bool> ReplaceAsync(string name, Func<Machine, LicensingState?> replace)
    {
        if (estate.Read(state => state.FindMachine(name)) is not { } machine)
            return false;
        await processes.EndAllOfAsync(machine);
        var replaced = false;
        Change(name, found =>
        {
            if (replace(found) is not { } licensing)
                return;
            found.LosePower();
            licensing.BootedUtc = estate.Time.GetUtcNow();
            found.Licensing = licensing;
            replaced = true;
        });
        return replaced;
    }

    private static IEnumerable<Effect> Differences(Machine machine, List<PackRow> before, List<PackRow> after) =>
    [
        .. before.Except(after).Select(row => new Effect(machine.Name, "removedByHand", row.Total, row)),
        .. after.Except(before).Select(row => new Effect(machine.Name, "addedByHand", row.Total, row)),
    ];

    private static LicensingState Copy(LicensingState licensing) =>
        JsonSerializer.Deserialize<LicensingState>(JsonSerializer.Serialize(licensing, EstateJson.Options), EstateJson.Options)!;

    // The last three digits are the installation's (00000-00000-00000-AA000).
    private static string ProductIdAfter(string productId) => $"{productId[..^3]}{(int.Parse(productId[^3..], null) + 1) % 1000:D3}";
}
