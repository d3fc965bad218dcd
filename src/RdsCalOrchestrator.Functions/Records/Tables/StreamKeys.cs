using System.Collections.Immutable;
using Microsoft.Extensions.Caching.Memory;

namespace RdsCalOrchestrator.Functions.Records.Tables;

/// <summary>
/// Which keys a stream has. Tables have one key and it is the version, so they cannot be asked; but whoever appends has just read, and
/// entries never change: what was read is kept, and only what has come since is read for it.
/// </summary>
internal sealed class StreamKeys(TableStreams streams)
{
    private const int MostKept = 200_000;

    private readonly MemoryCache _known = new(new MemoryCacheOptions { SizeLimit = MostKept });

    /// <summary>At least all keys up to that version.</summary>
    internal async Task<IReadOnlySet<string>> ReadAsync(string stream, int version, CancellationToken cancellation)
    {
        var known = Known(stream);
        if (known.Version >= version)
            return known.Keys;
        return Learn(stream, known.Version, await streams.ReadAsync(stream, known.Version, cancellation)).Keys;
    }

    /// <summary>Keeps what was read behind a version, if all up to there is known.</summary>
    internal StreamKeysRead Learn(string stream, int after, IReadOnlyList<StoredEntry> entries)
    {
        var known = Known(stream);
        if (known.Version < after || entries is [] || entries[^1].Version <= known.Version)
            return known;
        var learnt = new StreamKeysRead(entries[^1].Version, known.Keys.Union(entries.Select(static e => e.Key)));
        return _known.Set(stream, learnt, new MemoryCacheEntryOptions { Size = learnt.Keys.Count });
    }

    private StreamKeysRead Known(string stream) => _known.Get<StreamKeysRead>(stream) ?? StreamKeysRead.None;
}

internal sealed record StreamKeysRead(int Version, ImmutableHashSet<string> Keys)
{
    internal static StreamKeysRead None { get; } = new(0, []);
}
