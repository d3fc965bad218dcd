namespace RdsCalOrchestrator.Simulator.Clearinghouse;

/// <summary>A request for one license key pack ID.</summary>
/// <param name="Target">License server ID that the CALs go to.</param>
/// <param name="Source">License server ID that they leave, where the person was asked for it and knew it.</param>
internal sealed record CalRequest(string Target, PurchaseProof Proof, CalProduct Product, long Quantity, string? Source)
{
    public bool IsFor(IssuedKeyPackId given) =>
        given.Target == Target
        && given.Proof == Proof
        && new CalProduct(given.VersionId, given.ProductType) == Product
        && given.Count == Quantity;

    public IssuedKeyPackId Issue(string id) =>
        new()
        {
            Id = id,
            Target = Target,
            Proof = Proof,
            VersionId = Product.VersionId,
            ProductType = Product.ProductType,
            Count = Quantity,
        };
}
