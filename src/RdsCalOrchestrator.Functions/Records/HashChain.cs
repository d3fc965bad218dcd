using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RdsCalOrchestrator.Functions.Records;

/// <summary>Chains the entries of a stream, so that one changed, left out or put in between later is seen.</summary>
internal static class HashChain
{
    /// <summary>What stands before the first entry.</summary>
    public const string Start = "";

    public static StoredEntry Append(int version, string previousHash, NewEntry entry) =>
        new(
            version, entry.Key, entry.Kind, entry.At, entry.By, entry.Content,
            Hash(previousHash, version, entry.Key, entry.Kind, entry.At, entry.By, entry.Content));

    /// <summary>Version of the first entry that is not as it was written, or whose place is not its own; null when all are.</summary>
    public static int? Verify(IReadOnlyList<StoredEntry> entries)
    {
        var previous = Start;
        for (var i = 0; i < entries.Count; i++)
        {
            var entry = entries[i];
            if (entry.Version != i + 1
                || entry.Hash != Hash(previous, entry.Version, entry.Key, entry.Kind, entry.At, entry.By, entry.Content))
            {
                return i + 1;
            }

            previous = entry.Hash;
        }

        return null;
    }

    /// <summary>A time as it is hashed and stored: UTC, to the tick.</summary>
    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);

    private static string Hash(string previous, int version, string key, string kind, DateTimeOffset at, string by, string content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        Span<byte> length = stackalloc byte[sizeof(int)];
        foreach (var field in (ReadOnlySpan<string>)[previous, version.ToString(CultureInfo.InvariantCulture), key, kind, Text(at), by, content])
        {
            // The length goes first: text that moves from one field into the next is another entry.
            var bytes = Encoding.UTF8.GetBytes(field);
            BinaryPrimitives.WriteInt32BigEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }
}
