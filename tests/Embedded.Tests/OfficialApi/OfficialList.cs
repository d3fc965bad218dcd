using System.Text.RegularExpressions;

namespace Embedded.Tests.OfficialApi;

/// <summary>The list in official-api.txt.</summary>
internal static partial class OfficialList
{
    public static IReadOnlyList<string> Lines { get; } =
        [.. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "official-api.txt")).Where(static line => line.Length > 0 && line[0] != '#')];

    /// <summary>Type and name of a line's member, which its overloads share.</summary>
    public static string NameIn(string line)
    {
        var (type, member) = (line[..line.IndexOf(": ", StringComparison.Ordinal)], line[(line.IndexOf(": ", StringComparison.Ordinal) + 2)..]);
        return $"{type}: {MemberName().Match(member).Groups["name"].Value}";
    }

    // The last word before the parameters, the accessors or the value; alone, it is a kind.
    [GeneratedRegex(@"(?<name>\w+)(<[\w, ]*>)?(\(| \{| = \d|$)")]
    private static partial Regex MemberName();
}
