using System.Globalization;
using System.Text.RegularExpressions;
using Embedded.Tests.OfficialApi;

namespace Embedded.Tests.Removal;

/// <summary>An error of a build, as it was printed, and the name in the code that it is about.</summary>
/// <param name="Name">Empty if the error is not about a name that is missing.</param>
internal sealed partial record BuildError(string Text, string Name, bool IsUsing)
{
    private const string NotInNamespace = "CS0234";

    // Also: a type or namespace, and any other name, that is not found at all.
    private static readonly string[] OfMissingNames = [NotInNamespace, "CS0246", "CS0103"];

    private static readonly HashSet<string> OfficialTypes =
        [.. OfficialList.Lines.Select(static line => line.Split(": ")[0].Split('<')[0])];

    private static readonly HashSet<string> OfficialNamespaces = [.. OfficialTypes.Select(static type => type[..type.LastIndexOf('.')])];

    private static readonly HashSet<string> NamesInThem = [.. OfficialTypes.Select(static type => type[(type.LastIndexOf('.') + 1)..])];

    /// <summary>It is about a name that the official packages have.</summary>
    public bool IsOfOfficialName => IsUsing
        ? OfficialNamespaces.Contains(Name)
        : OfficialTypes.Contains(Name) || NamesInThem.Contains(Name) || NamesInThem.Contains($"{Name}Attribute");

    public static IReadOnlyList<BuildError> In(string output) =>
        [.. output.Split('\n', StringSplitOptions.TrimEntries).Where(static line => Any().IsMatch(line)).Distinct().Select(Read)];

    private static BuildError Read(string text)
    {
        var error = Located().Match(text);
        var code = error.Groups["code"].Value;
        if (!OfMissingNames.Contains(code))
            return new BuildError(text, "", IsUsing: false);
        var line = File.ReadLines(error.Groups["file"].Value).ElementAt(Number("line") - 1);
        var isUsing = line.StartsWith("using ", StringComparison.Ordinal);
        var names = isUsing || code == NotInNamespace ? DottedName().Matches(line) : SimpleName().Matches(line);
        return new BuildError(text, names.First(name => name.Index + name.Length >= Number("column")).Value, isUsing);

        int Number(string group) => int.Parse(error.Groups[group].Value, CultureInfo.InvariantCulture);
    }

    [GeneratedRegex(@"\berror\b.*:")]
    private static partial Regex Any();

    [GeneratedRegex(@"^(?<file>[^(]+)\((?<line>\d+),(?<column>\d+)\): error (?<code>\w+):")]
    private static partial Regex Located();

    [GeneratedRegex(@"[\w.]+")]
    private static partial Regex DottedName();

    [GeneratedRegex(@"\w+")]
    private static partial Regex SimpleName();
}
