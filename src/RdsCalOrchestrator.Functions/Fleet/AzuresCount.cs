using RdsCalOrchestrator.RunCommand;

namespace RdsCalOrchestrator.Functions.Fleet;

/// <summary>What Azure says is left, in the buckets it says it of.</summary>
internal sealed class AzuresCount(Buckets buckets, Regions regions) : IQuotaWatch
{
    public void Seen(QuotaLeft left) => BucketOf(left)?.Lower(left.Calls, left.Wait);

    private Bucket? BucketOf(QuotaLeft left) => left.Quota switch
    {
        Quota.Reads => buckets.Reads(left.Server),
        Quota.Writes => buckets.Writes(left.Server),
        Quota.Deletes => buckets.Deletes(left.Server),
        Quota.ServerChanges => buckets.ServerChanges(left.Server),
        _ => regions.Known(left.Server) is { } region ? buckets.RegionChanges(left.Server, region) : null,
    };
}
