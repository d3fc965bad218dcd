using System.Security.Cryptography;
using System.Text;
using RdsCalOrchestrator.Domain.Identifiers;

namespace RdsCalOrchestrator.Functions.Records;

/// <summary>
/// The key with which these records hash what must not be guessed: the plain hash of an agreement number of eight digits is the number.
/// Who needs it first makes it; it lies in a stream of its own, encrypted, so every host has the same for as long as the records last.
/// </summary>
public sealed class KeyedHash
{
    private const string Stream = "operator/hash-key";
    private const int KeyBytes = 32;

    private readonly Journal _journal;
    private HashKey? _known;

    internal KeyedHash(Journal journal) => _journal = journal;

    internal async Task<HashKey> KeyAsync(CancellationToken cancellation)
    {
        while (_known is null)
        {
            var stream = await _journal.ReadAsync<HashKey>(Stream, cancellation);
            if (stream.Entries is [var first, ..])
                _known = first.Entry;
            else
                await _journal.AppendAsync(stream, "system", [("key", HashKey.Make(KeyBytes))], [], cancellation);
        }

        return _known;
    }
}

/// <param name="Key">Base64.</param>
internal sealed record HashKey(Secret Key)
{
    private const int Length = 32;

    internal static HashKey Make(int bytes) => new(new Secret(Convert.ToBase64String(RandomNumberGenerator.GetBytes(bytes))));

    /// <summary>128 bits in hex; the length before each part, so that no two lists of parts read the same.</summary>
    internal string Of(params IEnumerable<string> parts)
    {
        var text = string.Concat(parts.Select(static p => $"{p.Length}:{p}"));
        var hash = HMACSHA256.HashData(Convert.FromBase64String(Key.Reveal()), Encoding.UTF8.GetBytes(text));
        return Convert.ToHexStringLower(hash)[..Length];
    }
}
