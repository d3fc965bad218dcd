using System.Collections.Concurrent;
using Microsoft.Extensions.Options;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Functions.Records;

namespace RdsCalOrchestrator.Functions.Fleet;

/// <summary>
/// What a call is paid from. Compute counts by the region of the server; Azure Resource Manager by the region in which a call reaches it,
/// which is the same for all calls of this app, so by subscription is the whole of it.
/// </summary>
internal sealed class Buckets(IRecordStore store, IOptions<FleetLimits> limits, TimeProvider time)
{
    private readonly ConcurrentDictionary<string, Bucket> _all = [];

    internal Bucket ServerChanges(ServerId server) => Of($"server/{server.Value}", limits.Value.ServerChanges);

    internal Bucket RegionChanges(ServerId server, string region) => Of($"region/{server.Subscription}/{region}", limits.Value.RegionChanges);

    internal Bucket Reads(ServerId server) => Of($"reads/{server.Subscription}", limits.Value.Reads);

    internal Bucket Writes(ServerId server) => Of($"writes/{server.Subscription}", limits.Value.Writes);

    internal Bucket Deletes(ServerId server) => Of($"deletes/{server.Subscription}", limits.Value.Deletes);

    private Bucket Of(string key, CallRate rate) => _all.GetOrAdd(
        key.ToLowerInvariant(), static (key, b) => new Bucket(b.Store, b.Time, key, b.Rate.Of(b.Limits.Share), b.Limits.Lease),
        (Store: store, Time: time, Rate: rate, Limits: limits.Value));
}
