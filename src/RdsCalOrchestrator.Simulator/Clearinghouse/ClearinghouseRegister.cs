using System.Text.RegularExpressions;
using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Simulator.Clearinghouse;

/// <summary>The rules of the Clearinghouse, the same for its automatic endpoint, its web pages and its telephone.</summary>
internal sealed partial class ClearinghouseRegister(ClearinghouseState state, AssumptionSwitches switches, string seed)
{
    private readonly HashSet<SimulatedPurchase> _moved = [];

    /// <summary>Purchases whose CALs were moved since this was last asked.</summary>
    public IReadOnlyList<SimulatedPurchase> TakeMoved()
    {
        var moved = _moved.ToList();
        _moved.Clear();
        return moved;
    }

    /// <summary>Servers that were activated before the story begins.</summary>
    public void Remember(IEnumerable<LicensingState> servers)
    {
        foreach (var server in servers)
        {
            if (server.LicenseServerId is { } id)
                state.Servers.TryAdd(server.ProductId, id);
        }
    }

    public ClearinghouseAnswer Answer(ClearinghouseQuestion question) => question switch
    {
        ClearinghouseQuestion.Activate q => Activate(q.Target) is { Refusal: null } given ? new(true, LicenseServerId: given.Id) : Refused,
        ClearinghouseQuestion.IsLicenseServerId q => new(state.Servers.GetValueOrDefault(q.Target) == q.LicenseServerId),
        ClearinghouseQuestion.ReadKeyPackId q => ReadKeyPackId(q.Target, q.KeyPackId),
        ClearinghouseQuestion.ImportAgreement q =>
            Import(
                q.Target,
                PurchaseProof.Agreement(q.AgreementType, q.Number),
                CalProduct.Of(q.VersionId, q.ProductType),
                q.Count,
                q.SourceName,
                q.SourceId),
        ClearinghouseQuestion.ImportOpen q =>
            Import(
                q.Target,
                PurchaseProof.OpenLicense(q.LicenseNumber, q.AuthorizationNumber),
                CalProduct.Of(q.VersionId, q.ProductType),
                q.Count,
                q.SourceName,
                q.SourceId),
        ClearinghouseQuestion.ImportRetail q => Import(q.Target, PurchaseProof.RetailCode(q.Code), null, null, q.SourceName, q.SourceId),
        _ => throw new ArgumentOutOfRangeException(nameof(question)),
    };

    /// <summary>The same product ID gets the same license server ID, however often it asks.</summary>
    public GivenId Activate(string productId)
    {
        if (!ProductIdForm.IsMatch(productId))
            return GivenId.Refused("The product ID is not valid.");
        if (!state.Servers.TryGetValue(productId, out var id))
            state.Servers[productId] = id = Ids.LicenseServerId(seed, productId);
        return new(id, null);
    }

    /// <summary>A-PHONE.</summary>
    public GivenId Answer(TelephoneCall call) => switches.Phone == "givesNone"
        ? GivenId.Refused("IDs are given out on the web only.")
        : call switch
        {
            { Activate: { } form, ManageCals: null } => form.Submit(this),
            { Activate: null, ManageCals: { } form } => form.Submit(this, byTelephone: true),
            _ => GivenId.Refused("Say either activate or manageCals."),
        };

    /// <summary>What a person gets from the web page or the telephone: an ID for one target, purchase, kind and quantity.</summary>
    public GivenId GiveKeyPackId(CalRequest request, bool byTelephone)
    {
        if (request.Source is { } named && !IsKnown(named))
            return GivenId.Refused("The license server ID of the source is not known.");
        var moved = Move(request.Target, request.Proof, request.Product, request.Quantity, request.Source, byTelephone);
        if (moved.Refusal is null)
            return new(Issue(request), null);

        // Asked again, because the answer was lost on its way: the ID that nobody has used is read out once more.
        var given = state.KeyPackIds.Find(k => !k.Used && request.IsFor(k));
        return given is null ? GivenId.Refused(moved.Refusal) : new(given.Id, null);
    }

    private static ClearinghouseAnswer Refused => new(false);

    private string Issue(CalRequest request)
    {
        var issued = request.Issue(Ids.KeyPackId(seed, state.KeyPackIds.Count + 1));
        state.KeyPackIds.Add(issued);
        return issued.Id;
    }

    /// <summary>Windows checks such an ID by itself: it says what it stands for, and is spent when it has been read in.</summary>
    private ClearinghouseAnswer ReadKeyPackId(string target, string keyPackId)
    {
        var issued = state.KeyPackIds.Find(k => k.Id == keyPackId && k.Target == target && !k.Used);
        if (issued is null)
            return Refused;
        issued.Used = true;
        return new(true, Pack: new CalProduct(issued.VersionId, issued.ProductType).Pack(issued.Proof.KeyPackType(), issued.Count));
    }

    private ClearinghouseAnswer Import(
        string target, PurchaseProof proof, CalProduct? product, long? count, string sourceName, string sourceId)
    {
        if (product?.VersionId >= 7 && switches.VersionIds == "refused")
            return Refused;
        if (!TryReadSource(sourceName, sourceId, out var source))
            return Refused;
        var moved = Move(target, proof, product, count, source, byTelephone: false);
        return moved.Refusal is null ? new(true, Pack: moved.Pack) : Refused;
    }

    /// <summary>
    /// A-SOURCE-ID and A-DEAD-SOURCE. No name and no ID: a source that no longer functions and of which nothing is known.
    /// </summary>
    private bool TryReadSource(string name, string id, out string? source)
    {
        source = null;
        if (name.Length == 0 && switches.DeadSource == "refused")
            return false;
        if (id.Length == 0)
            return name.Length == 0;
        source = switches.SourceId == "productId" ? state.Servers.GetValueOrDefault(id) : IsKnown(id) ? id : null;
        return source is not null;
    }

    private Moved Move(string target, PurchaseProof proof, CalProduct? product, long? count, string? source, bool byTelephone)
    {
        if (!state.Servers.ContainsValue(target))
            return Moved.Refused("The license server ID is not known.");
        if (source == target)
            return Moved.Refused("The CALs are on this license server already.");
        if (state.Purchases.Find(p => p.IsProvedBy(proof)) is not { } purchase)
            return Moved.Refused("No purchase of this program has this number.");
        var kind = product is null ? purchase.Kinds[0] : purchase.Kinds.Find(k => CalProduct.Of(k.VersionId, k.ProductType) == product);
        if (kind is null)
            return Moved.Refused("No CALs of this version and type were bought.");

        // A-RETAIL. The telephone is where a code that was used before can be recovered.
        if (proof.Program == PurchaseProof.Retail && kind.On.Count > 0 && !byTelephone && switches.Retail == "refused")
            return Moved.Refused("The license code was used before.");
        var wanted = count ?? kind.Quantity;
        if (wanted < 1 || wanted > kind.Quantity || (proof.Program == PurchaseProof.Retail && wanted != kind.Quantity))
            return Moved.Refused("The quantity is not what was bought.");
        if (!kind.TryMove(source, target, wanted))
            return Moved.Refused("Fewer CALs than that can be moved.");
        _moved.Add(purchase);
        return new(CalProduct.Of(kind.VersionId, kind.ProductType).Pack(proof.KeyPackType(), wanted), null);
    }

    private bool IsKnown(string licenseServerId) =>
        state.Servers.ContainsValue(licenseServerId)
        || state.Purchases.SelectMany(static p => p.Kinds).Any(k => k.On.ContainsKey(licenseServerId));

    [GeneratedRegex("^[0-9]{5}-[0-9]{5}-[0-9]{5}-[A-Z]{2}[0-9]{3}$")]
    private static partial Regex ProductIdForm { get; }

    private sealed record Moved(SimulatedPack? Pack, string? Refusal)
    {
        public static Moved Refused(string why) => new(null, why);
    }
}

/// <summary>A 35-character ID, or why none is given.</summary>
internal sealed record GivenId(string? Id, string? Refusal)
{
    public static GivenId Refused(string why) => new(null, why);
}
