using RdsCalOrchestrator.Simulator.Faults;

namespace RdsCalOrchestrator.Simulator.LicenseServers;

/// <summary>All that one simulated server can reach beyond itself, and the disk its state lies on.</summary>
internal interface ILicenseServerWorld
{
    TimeProvider Time { get; }

    AssumptionSwitches Switches { get; }

    /// <summary>A server known by this name to others, or null. Used by an import to remove packs from a source.</summary>
    LicensingState? FindByName(string name);

    /// <summary>Asks the Clearinghouse over its automatic endpoint. A refusal is an answer.</summary>
    ClearinghouseAnswer Ask(ClearinghouseQuestion question);

    /// <summary>
    /// Takes the one lock of the estate, lets <paramref name="change"/> change states, counts the effects and writes the estate to disk
    /// before it returns. A change within a change is written with the outer one.
    /// </summary>
    /// <param name="server">The server that is changed; others are named to the log.</param>
    T Change<T>(LicensingState server, Func<EffectLog, T> change);

    /// <summary>Outside of any change: the server loses its power here, if somebody has ordered that for this moment.</summary>
    /// <returns>False when it has lost it.</returns>
    bool Reach(PowerCutMoment moment, LicensingState server);

    /// <summary>A call of Windows on this server comes to this point.</summary>
    /// <param name="execution">The script that calls.</param>
    /// <returns>What goes wrong with it, or null.</returns>
    FaultOrder? Meet(FaultPoint point, LicensingState server, int? execution);
}

/// <summary>Counts what was done to servers, for whoever compares it with what was asked.</summary>
internal sealed class EffectLog
{
    public List<Effect> Effects { get; } = [];

    public HashSet<LicensingState> Touched { get; } = [];

    /// <summary>Something of this server is changed, and is to be kept.</summary>
    public void Touch(LicensingState server) => Touched.Add(server);
}

/// <param name="Server">Computer name.</param>
/// <param name="Kind">
/// <c>activated</c>, <c>imported</c>, <c>removed</c> by a call for this row, <c>removedByImport</c> from its source by an import.
/// </param>
/// <param name="Count">CALs; of an activation 1.</param>
/// <param name="Row">The row that was created, or the row as it was before CALs were taken from it; null for an activation.</param>
/// <param name="Execution">Which script did it, by its number; null: none, somebody did it by hand.</param>
internal sealed record Effect(string Server, string Kind, long Count, PackRow? Row = null, int? Execution = null);

internal sealed record PackRow(int RowId, int KeyPackType, int VersionId, int ProductType, long Total)
{
    public static PackRow Of(SimulatedPack pack) => new(pack.RowId, pack.KeyPackType, pack.VersionId, pack.ProductType, pack.Total);
}

internal abstract record ClearinghouseQuestion(string Target)
{
    /// <summary>Activate automatically; <paramref name="Target"/> is the product ID.</summary>
    internal sealed record Activate(string Target, IReadOnlyDictionary<string, string> Company) : ClearinghouseQuestion(Target);

    /// <summary>Is this the license server ID given out for this product ID; asked by Windows locally, without network.</summary>
    internal sealed record IsLicenseServerId(string Target, string LicenseServerId) : ClearinghouseQuestion(Target);

    /// <summary>Move CALs to a license server ID. Source name and ID are as the call gave them; either may be empty.</summary>
    internal sealed record ImportAgreement(
        string Target, int AgreementType, string Number, int VersionId, int ProductType, long Count, string SourceName, string SourceId)
        : ClearinghouseQuestion(Target);

    internal sealed record ImportOpen(
        string Target,
        string LicenseNumber,
        string AuthorizationNumber,
        int VersionId,
        int ProductType,
        long Count,
        string SourceName,
        string SourceId)
        : ClearinghouseQuestion(Target);

    internal sealed record ImportRetail(string Target, string Code, string SourceName, string SourceId) : ClearinghouseQuestion(Target);

    /// <summary>
    /// What a license key pack ID stands for, if it was given out for this target; checked by Windows locally, without network.
    /// </summary>
    internal sealed record ReadKeyPackId(string Target, string KeyPackId) : ClearinghouseQuestion(Target);
}

/// <param name="Accepted">False: refused; nothing else is filled.</param>
/// <param name="LicenseServerId">Answer to an activation.</param>
/// <param name="Pack">The pack to install, its row ID still 0.</param>
internal sealed record ClearinghouseAnswer(bool Accepted, string? LicenseServerId = null, SimulatedPack? Pack = null);
