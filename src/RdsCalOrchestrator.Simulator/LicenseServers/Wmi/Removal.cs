namespace RdsCalOrchestrator.Simulator.LicenseServers.Wmi;

internal static class Removal
{
    internal static CimAnswer WholePack(CimCall call) => Remove(call, static pack => pack.Total);

    internal static CimAnswer Part(CimCall call)
    {
        var count = call.Number("LicenseCount");
        return Remove(call, _ => count);
    }

    /// <summary>Called inside a change. A pack with nothing left goes.</summary>
    internal static void Take(LicensingState server, SimulatedPack pack, long count, string kind, EffectLog log)
    {
        IEnumerable<SimulatedPack> rest = count == pack.Total ? [] : [pack.With(pack.RowId, pack.Total - count)];
        server.Packs = [.. server.Packs.SelectMany(p => p.RowId == pack.RowId ? rest : [p])];
        log.Effects.Add(new Effect(server.ComputerName, kind, pack.VersionId, pack.ProductType, count));
    }

    private static CimAnswer Remove(CimCall call, Func<SimulatedPack, long> howMany) => call.Process.World.Change(log =>
    {
        var pack = call.Server.Packs.FirstOrDefault(p => p.RowId == call.Number("KeyPackId")) ?? throw new CimFault(WmiCode.NotFound);
        var count = howMany(pack);
        if (count <= 0 || count > pack.Total)
            throw new CimFault(WmiCode.InvalidParameter);
        Take(call.Server, pack, count, "removed", log);
        return CimAnswer.Done;
    });
}
