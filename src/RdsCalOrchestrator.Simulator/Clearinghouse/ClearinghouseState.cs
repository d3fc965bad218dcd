namespace RdsCalOrchestrator.Simulator.Clearinghouse;

/// <summary>What the Clearinghouse knows. The operator's files never tell it anything, so a wrong number can be refused.</summary>
internal sealed class ClearinghouseState
{
    /// <summary>License server IDs given out, by product ID. A world file adds those of servers that no longer exist.</summary>
    public Dictionary<string, string> Servers { get; set; } = [];

    public List<SimulatedPurchase> Purchases { get; set; } = [];

    public List<IssuedKeyPackId> KeyPackIds { get; set; } = [];
}

/// <summary>One agreement, open license or retail code, and where its CALs are.</summary>
internal sealed class SimulatedPurchase
{
    /// <summary>
    /// <c>retail</c>, <c>open</c>, <c>select</c>, <c>enterprise</c>, <c>campus</c>, <c>school</c>, <c>spla</c> or <c>other</c>.
    /// </summary>
    public required string Program { get; set; }

    public string? AgreementNumber { get; set; }

    public string? LicenseNumber { get; set; }

    public string? AuthorizationNumber { get; set; }

    public string? LicenseCode { get; set; }

    public List<PurchasedKind> Kinds { get; set; } = [];

    public bool IsProvedBy(PurchaseProof proof) =>
        proof == new PurchaseProof(Program, AgreementNumber, LicenseNumber, AuthorizationNumber, LicenseCode);
}

/// <summary>CALs of one kind: how many were bought, and on which license server IDs they are now.</summary>
internal sealed class PurchasedKind
{
    public required int VersionId { get; set; }

    public required int ProductType { get; set; }

    public required long Quantity { get; set; }

    /// <summary>By license server ID. What is on none was never installed.</summary>
    public Dictionary<string, long> On { get; set; } = [];

    /// <summary>Moves CALs to a target: from the named source, or from wherever they are when none is named.</summary>
    public bool TryMove(string? source, string target, long count)
    {
        if (source is not null)
            return On.GetValueOrDefault(source) >= count && Take(source, count) && Put(target, count);
        if (Quantity - On.GetValueOrDefault(target) < count)
            return false;

        // Nobody said which server they leave: the one that holds just that many is the likeliest.
        var left = count;
        var holders = On
            .Where(h => h.Key != target)
            .OrderByDescending(h => h.Value == count)
            .ThenByDescending(static h => h.Value)
            .ToList();
        foreach (var holder in holders)
        {
            var taken = Math.Min(left, holder.Value);
            Take(holder.Key, taken);
            left -= taken;
        }

        return Put(target, count);
    }

    private bool Take(string holder, long count)
    {
        On[holder] -= count;
        if (On[holder] == 0)
            On.Remove(holder);
        return true;
    }

    private bool Put(string holder, long count)
    {
        On[holder] = On.GetValueOrDefault(holder) + count;
        return true;
    }
}

/// <summary>A license key pack ID, good once and on one license server only.</summary>
internal sealed class IssuedKeyPackId
{
    public required string Id { get; set; }

    public required string Target { get; set; }

    public required PurchaseProof Proof { get; set; }

    public required int VersionId { get; set; }

    public required int ProductType { get; set; }

    public required long Count { get; set; }

    public bool Used { get; set; }
}
