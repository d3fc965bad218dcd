using System.Security.Cryptography;
using System.Text;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Domain.Migrations.Planning;

/// <summary>
/// Names an effect after what leaves the source, so that the same packs moved again by somebody else, or into another server, are the same
/// operation and meet the first one's receipt.
/// </summary>
public static class OperationIds
{
    private const string Base32 = "abcdefghijklmnopqrstuvwxyz234567";

    public static OperationId ForLine(
        string source, string purchase, CalKind kind, int? quantity, IEnumerable<LicenseKeyPack> covers, string distinction) =>
        Hash(
        [
            "import", source, purchase, kind.Token, quantity?.ToString() ?? "code",
            .. covers.Select(static p => $"{p.RowId}={p.Fingerprint}"), distinction,
        ]);

    /// <summary>An activation is named after the target's product ID and how often it was activated by us.</summary>
    public static OperationId ForActivation(string productId, int generation) => Hash(["activate", productId, generation.ToString()]);

    private static OperationId Hash(IEnumerable<string> parts)
    {
        // Length-prefixed, so that no two lists of parts read the same.
        var text = string.Concat(parts.Select(static p => $"{p.Length}:{p}"));
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes(text));
        var id = new StringBuilder("op-");
        for (var i = 0; i < 26; i++)
        {
            var bit = i * 5;
            var pair = (hash[bit / 8] << 8) | hash[(bit / 8) + 1];
            id.Append(Base32[(pair >> (11 - (bit % 8))) & 31]);
        }

        return new OperationId(id.ToString());
    }
}
