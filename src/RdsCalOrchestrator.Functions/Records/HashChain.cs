using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace RdsCalOrchestrator.Functions.Records;

/// <summary>Chains each entry to the one before it, so that none can be changed, dropped or moved without it showing.</summary>
internal static class HashChain
{
    internal static StoredEntry Next(StoredEntry? previous, NewEntry entry) => Next(previous?.Version ?? 0, previous?.Hash ?? "", entry);

    /// <summary>The same, for who knows no more of the previous one.</summary>
    internal static StoredEntry Next(int previous, string hash, NewEntry entry) => new(
        previous + 1, entry.Key, entry.Kind, entry.At, entry.By, entry.Content, Hash(hash, previous + 1, entry));

    /// <summary>Place of the first entry that does not fit; null when all do.</summary>
    internal static int? FirstBroken(IReadOnlyList<StoredEntry> entries)
    {
        StoredEntry? previous = null;
        foreach (var entry in entries)
        {
            if (Next(previous, new NewEntry(entry.Key, entry.Kind, entry.At, entry.By, entry.Content)) != entry)
                return (previous?.Version ?? 0) + 1;
            previous = entry;
        }

        return null;
    }

    private static string Hash(string previous, int version, NewEntry entry)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        string[] fields = [previous, version.ToString(CultureInfo.InvariantCulture), entry.Key, entry.Kind, At(entry.At), entry.By, entry.Content];
        Span<byte> length = stackalloc byte[4];
        foreach (var field in fields)
        {
            var bytes = Encoding.UTF8.GetBytes(field);
            // Its length before each field, so that no two lists of fields read the same.
            BinaryPrimitives.WriteInt32LittleEndian(length, bytes.Length);
            hash.AppendData(length);
            hash.AppendData(bytes);
        }

        return Convert.ToHexStringLower(hash.GetHashAndReset());
    }

    internal static string At(DateTimeOffset at) => at.ToUniversalTime().ToString("O", CultureInfo.InvariantCulture);
}
