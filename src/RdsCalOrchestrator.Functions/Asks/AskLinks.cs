using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Functions.Records;

namespace RdsCalOrchestrator.Functions.Asks;

/// <summary>
/// Capability links. The journal has only a token's hash; the token lies encrypted in a row, to be handed out again, until the ask closes.
/// Rows are keyed by ask and hash: an activity that runs twice may leave a second row, which no ask names.
/// </summary>
public sealed class AskLinks
{
    private const int TokenBytes = 32;

    private readonly IRecordStore _store;
    private readonly IDataProtector _protector;
    private readonly PublicAddress _address;

    internal AskLinks(IRecordStore store, IDataProtectionProvider protection, IOptions<PublicAddress> address)
    {
        _store = store;
        _protector = protection.CreateProtector("RdsCalOrchestrator.AskLinks");
        _address = address.Value;
    }

    internal static string HashOf(string token) => Convert.ToHexStringLower(SHA256.HashData(Encoding.ASCII.GetBytes(token)));

    /// <summary>Is this the token of that hash; compared in constant time.</summary>
    internal static bool Matches(string token, string hash) =>
        CryptographicOperations.FixedTimeEquals(Encoding.ASCII.GetBytes(HashOf(token)), Encoding.ASCII.GetBytes(hash));

    /// <summary>Makes a token, keeps it encrypted, and returns its hash for the journal.</summary>
    internal async Task<string> MakeAsync(MigrationRequest request, string ask, CancellationToken cancellation)
    {
        var token = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(TokenBytes));
        var hash = HashOf(token);
        await WriteAsync(RowOf(request, ask, hash, _protector.Protect(token)), cancellation);
        return hash;
    }

    /// <summary>The link of an open ask; null when its token is not kept any more.</summary>
    internal async Task<string?> FindAsync(MigrationRequest request, Ask ask, CancellationToken cancellation)
    {
        var rows = await _store.ListAsync(Partition(request.Customer), KeyOf(request.Id, ask.Id, ask.TokenHash), cancellation);
        return rows is [{ Content: { } kept }]
            ? $"{_address.Base}/link/{request.Customer}/{request.Id}/{ask.Id}/{_protector.Unprotect(kept)}"
            : null;
    }

    /// <summary>Erases the tokens of asks that have closed and of links that were renewed.</summary>
    internal async Task EraseUnusedAsync(Migration migration, CancellationToken cancellation)
    {
        foreach (var row in await _store.ListAsync(Partition(migration.Request.Customer), $"{migration.Request.Id}/", cancellation))
        {
            if (migration.Asks.Values.Any(ask => IsUnused(migration.Request.Id, ask, row.Key)))
                await WriteAsync(row with { Content = null }, cancellation);
        }
    }

    // Never "all but those in use": another host may just have made a token that this reading of the journal does not know.
    private static bool IsUnused(MigrationId migration, Ask ask, string key) => ask.IsClosed
        ? key.StartsWith(KeyOf(migration, ask.Id, ""), StringComparison.Ordinal)
        : ask.OldTokenHashes.Any(hash => key == KeyOf(migration, ask.Id, hash));

    private Task WriteAsync(Row row, CancellationToken cancellation) => _store.AppendAsync(row.Partition, 0, [], [row], cancellation);

    private static Row RowOf(MigrationRequest request, string ask, string hash, string kept) =>
        new(Partition(request.Customer), KeyOf(request.Id, ask, hash), kept);

    private static string Partition(CustomerId customer) => $"{customer}/links";

    private static string KeyOf(MigrationId migration, string ask, string hash) => $"{migration}/{ask}/{hash}";
}
