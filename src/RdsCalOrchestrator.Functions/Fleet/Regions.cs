using System.Collections.Concurrent;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Functions.Records;

namespace RdsCalOrchestrator.Functions.Fleet;

/// <summary>In which Azure region a server is, once somebody has looked: kept, so that who waits for a turn need not look again.</summary>
internal sealed class Regions(IRecordStore store)
{
    private const string Partition = "operator/fleet/regions";

    private readonly ConcurrentDictionary<ServerId, string> _known = [];

    /// <summary>What this host has met with; null when it has not.</summary>
    internal string? Known(ServerId server) => _known.GetValueOrDefault(server);

    internal async Task<string?> FindAsync(ServerId server, CancellationToken cancellation)
    {
        if (Known(server) is { } known)
            return known;
        var key = KeyOf(server);
        var kept = (await store.ListAsync(Partition, key, cancellation)).FirstOrDefault(r => r.Key == key)?.Content;
        return kept is null ? null : _known[server] = kept;
    }

    internal async Task<string> KeepAsync(ServerId server, string region, CancellationToken cancellation)
    {
        await store.AppendAsync(Partition, 0, [], [new Row(Partition, KeyOf(server), region)], cancellation);
        return _known[server] = region;
    }

    private static string KeyOf(ServerId server) => server.Value.ToLowerInvariant();
}
