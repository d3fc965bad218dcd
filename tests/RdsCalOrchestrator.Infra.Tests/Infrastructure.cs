using System.Text.Json;
using RdsCalOrchestrator.Infra.Tests;
using Xunit;

[assembly: AssemblyFixture(typeof(Infrastructure))]

namespace RdsCalOrchestrator.Infra.Tests;

/// <summary>A copy of <c>infra</c>, formatted, linted and built once for all tests.</summary>
public sealed class Infrastructure : IAsyncLifetime
{
    /// <summary>What is deployed, each by somebody else perhaps.</summary>
    public static readonly string[] Templates = ["main", "access", "lighthouse"];

    private readonly DirectoryInfo _copy = Directory.CreateTempSubdirectory("infra-");
    private readonly Dictionary<string, JsonElement> _built = [];

    internal Answer Format { get; private set; } = null!;

    internal Answer Lint { get; private set; } = null!;

    internal Answer Build { get; private set; } = null!;

    public async ValueTask InitializeAsync()
    {
        var source = Path.Combine(Repository.Root, "infra");
        foreach (var file in Directory.EnumerateFiles(source, "*", SearchOption.AllDirectories))
        {
            var copy = Path.Combine(_copy.FullName, Path.GetRelativePath(source, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }
        Build = await RunAsync("build", "--pattern", "*.bicep");
        Lint = await RunAsync("lint", "--pattern", "**/*.bicep");
        Format = await RunAsync("format", "--pattern", "**/*.bicep");
        foreach (var template in Templates.Where(t => File.Exists(Path.Combine(_copy.FullName, t + ".json"))))
            _built[template] = Parse(await File.ReadAllTextAsync(Path.Combine(_copy.FullName, template + ".json")));
    }

    public ValueTask DisposeAsync()
    {
        _copy.Delete(recursive: true);
        return ValueTask.CompletedTask;
    }

    internal Task<Answer> RunAsync(params string[] arguments) => Repository.RunAsync(Repository.Bicep, _copy.FullName, arguments);

    /// <summary>A file of the copy, after formatting.</summary>
    internal Task<string> ReadAsync(string path) => File.ReadAllTextAsync(Path.Combine(_copy.FullName, path));

    internal JsonElement Template(string name) =>
        _built.TryGetValue(name, out var template) ? template : throw new InvalidOperationException($"{name} was not built. {Build.All}");

    internal string Text(string name) => Template(name).GetRawText();

    /// <summary>All resources of a template, those of its modules too; the deployments that modules become are left out.</summary>
    internal IEnumerable<JsonElement> Resources(string name) =>
        Within(Template(name)).Where(static r => Type(r) != "Microsoft.Resources/deployments");

    internal IEnumerable<JsonElement> Resources(string name, string type) => Resources(name).Where(r => Type(r) == type);

    internal IEnumerable<JsonElement> Modules(string name) => Within(Template(name)).Where(static r => Type(r) == "Microsoft.Resources/deployments");

    /// <summary>The resources that a parameters file would make, as its snapshot says.</summary>
    internal static IEnumerable<JsonElement> Predicted(string parameters, string type) =>
        Parse(Repository.Read($"infra/{parameters}.snapshot.json")).GetProperty("predictedResources").EnumerateArray().Where(r => Type(r) == type);

    private static string Type(JsonElement resource) => resource.GetProperty("type").GetString()!;

    private static JsonElement Parse(string json)
    {
        using var document = JsonDocument.Parse(json);
        return document.RootElement.Clone();
    }

    private static IEnumerable<JsonElement> Within(JsonElement template)
    {
        var resources = template.GetProperty("resources");
        // An object where symbolic names are kept, else an array. What only exists elsewhere is read, not made.
        var all = resources.ValueKind == JsonValueKind.Object ? resources.EnumerateObject().Select(static p => p.Value) : resources.EnumerateArray();
        foreach (var resource in all.Where(static r => !r.TryGetProperty("existing", out var existing) || !existing.GetBoolean()))
        {
            yield return resource;
            if (resource.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object
                && properties.TryGetProperty("template", out var inner))
                foreach (var nested in Within(inner))
                    yield return nested;
        }
    }
}
