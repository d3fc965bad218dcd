using System.Text.RegularExpressions;

namespace RdsCalOrchestrator.Functions.Submissions.Files;

/// <summary>
/// Finds a 25-character license code in text where none may stand. The whole of a hyphenated one is unmistakable; without hyphens it is told
/// from words by capitals, or by the alphabet of product keys, which has no vowels.
/// </summary>
internal static partial class LicenseCode
{
    private const int Length = 25;

    public static bool IsIn(string text)
    {
        var plain = Dashes().Replace(text, "-");
        return Hyphenated().IsMatch(plain) || Capitals().IsMatch(plain) || Keys().IsMatch(plain);
    }

    /// <summary>For a field that holds an ID of 35 characters: groups of an ID with a slip in it are no code.</summary>
    public static bool IsAll(string text) => text.Count(char.IsAsciiLetterOrDigit) == Length && IsIn(text);

    [GeneratedRegex(@"[\u2010-\u2015\u2212]")]
    private static partial Regex Dashes();

    [GeneratedRegex(@"(?<![a-z0-9]|[a-z0-9]-)[a-z0-9]{5}(-[a-z0-9]{5}){4}(?!-?[a-z0-9])", RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Hyphenated();

    [GeneratedRegex(@"(?<![A-Za-z0-9])[A-Z0-9]{25}(?![A-Za-z0-9])")]
    private static partial Regex Capitals();

    [GeneratedRegex(
        @"(?<![a-z0-9])[bcdfghjkmnpqrtvwxy2-9]{5}(\s?[bcdfghjkmnpqrtvwxy2-9]{5}){4}(?![a-z0-9])",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Keys();
}
