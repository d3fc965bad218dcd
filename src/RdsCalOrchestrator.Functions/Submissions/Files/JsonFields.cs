using System.Text.Json;

namespace RdsCalOrchestrator.Functions.Submissions.Files;

/// <summary>Reads a JSON object as <see cref="Fields"/>.</summary>
internal static class JsonFields
{
    /// <param name="sections">Objects in it whose fields are read as <c>section.field</c>.</param>
    public static Fields Of(string file, Node node, InputProblems problems, params IReadOnlyList<string> sections)
    {
        var leaves = new Dictionary<string, Leaf>();
        foreach (var (name, value) in node.Members.SelectMany(member => Flatten(member, sections)))
        {
            var at = new Place(file, value.Line, LicenseCode.IsIn(name) ? "" : name);
            var leaf = LeafOf(value).Check(at, value.Texts().Append(name), problems);
            if (!leaves.TryAdd(name, leaf))
                problems.Refuse(at, $"The field stands twice, first on line {leaves[name].Row}.", "Keep one.");
        }

        return new(file, node.Line, leaves, problems);
    }

    private static IEnumerable<(string, Node)> Flatten((string Name, Node Value) member, IReadOnlyList<string> sections) =>
        member.Value.Kind == JsonValueKind.Object && sections.Contains(member.Name)
            ? member.Value.Members.Select(inner => ($"{member.Name}.{inner.Name}", inner.Value))
            : [member];

    private static Leaf LeafOf(Node node) => node.Kind switch
    {
        JsonValueKind.Array when node.Items.All(static item => item.Kind == JsonValueKind.String) =>
            new(node.Line, "", node.Kind) { Items = [.. node.Items.Select(static item => item.Text)] },
        JsonValueKind.Array or JsonValueKind.Object => new(node.Line, "{}", JsonValueKind.Object),
        _ => new(node.Line, node.Text, node.Kind),
    };
}
