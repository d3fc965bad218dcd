using System.Text.RegularExpressions;

namespace RdsCalOrchestrator.Functions.Submissions.Files;

/// <summary>
/// How a refused value is quoted in a message. A number that slipped into the wrong column must not be quoted, and nobody knows what slipped:
/// five digits in a row may be an agreement number, fifteen characters an authorization number.
/// </summary>
internal static partial class Shown
{
    private const int Longest = 80;
    private const int MostCompared = 200;

    public static string Value(string text)
    {
        if (text.Length == 0)
            return "An empty value";
        if (text.Length > Longest || MayBeSecret().IsMatch(text.Replace(" ", "", StringComparison.Ordinal)) || LicenseCode.IsIn(text))
            return $"A value of {text.Length} characters";
        return $"'{Unseen().Replace(text, "?")}'";
    }

    /// <summary>The known word that was probably meant, as a sentence to put before a fix. Many words are not compared: it would take long.</summary>
    public static string Suggestion(string text, IReadOnlyCollection<string> known) =>
        text.Length <= Longest && known.Count <= MostCompared && Nearest(text, known) is { } nearest ? $"Did you mean '{nearest}'? " : "";

    private static string? Nearest(string text, IEnumerable<string> known) =>
        known.Where(static word => !MayBeSecret().IsMatch(word))
            .Select(word => (word, distance: Distance(text.ToUpperInvariant(), word.ToUpperInvariant())))
            .Where(near => near.distance <= Math.Max(1, near.word.Length / 3))
            .OrderBy(static near => near.distance)
            .Select(static near => near.word)
            .FirstOrDefault();

    // Levenshtein: letters to insert, drop or change.
    private static int Distance(string left, string right)
    {
        var previous = Enumerable.Range(0, right.Length + 1).ToArray();
        for (var i = 1; i <= left.Length; i++)
        {
            var current = new int[right.Length + 1];
            current[0] = i;
            for (var j = 1; j <= right.Length; j++)
                current[j] = Math.Min(Math.Min(current[j - 1], previous[j]) + 1, previous[j - 1] + (left[i - 1] == right[j - 1] ? 0 : 1));
            previous = current;
        }

        return previous[^1];
    }

    [GeneratedRegex(@"[0-9]{5}|^[A-Za-z0-9]{15}\z")]
    private static partial Regex MayBeSecret();

    // Control characters, and marks that turn the direction of what follows.
    [GeneratedRegex(@"[\p{C}\p{Zl}\p{Zp}]")]
    private static partial Regex Unseen();
}
