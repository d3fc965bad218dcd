using System.Security.Cryptography;
using System.Text;

namespace RdsCalOrchestrator.Simulator.Clearinghouse;

/// <summary>The 35-character IDs: made from the estate's seed, so that the same question has the same answer.</summary>
internal static class Ids
{
    private const string Alphabet = "BCDFGHJKMPQRTVWXY2346789";
    private const int Length = 35;

    public static string LicenseServerId(string seed, string productId) => Make(seed, $"license server {productId}");

    public static string KeyPackId(string seed, int ordinal) => Make(seed, $"key pack {ordinal}");

    /// <summary>As a person types it: hyphens, spaces and lower case do not matter.</summary>
    public static string Plain(string? typed) =>
        new([.. (typed ?? "").Where(static c => char.IsAsciiLetterOrDigit(c)).Select(char.ToUpperInvariant)]);

    private static string Make(string seed, string what)
    {
        var bytes = HMACSHA512.HashData(Encoding.UTF8.GetBytes(seed), Encoding.UTF8.GetBytes(what));
        return new([.. bytes.Take(Length).Select(static b => Alphabet[b % Alphabet.Length])]);
    }
}
