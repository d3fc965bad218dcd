using System.Diagnostics;
using System.Text.RegularExpressions;

namespace Embedded.Tests.Removal;

/// <summary>The repository as the commit that removes the embedded runtime leaves it, without the official packages.</summary>
internal sealed partial class CopyWithoutRuntime : IDisposable
{
    private readonly TemporaryDirectory _copy = new();

    public CopyWithoutRuntime()
    {
        foreach (var path in Repository.Files().Where(static path => !Removed().IsMatch(path)))
        {
            var file = PathOf(path);
            Directory.CreateDirectory(Path.GetDirectoryName(file)!);
            File.Copy(Path.Combine(Repository.Root, path), file);
        }

        // Not the official runtime: where its packages can be had, nothing would be missing.
        File.WriteAllText(PathOf("src/RdsCalOrchestrator.Functions/FunctionsRuntime.embedded.props"), "<Project />");
    }

    public string PathOf(string path) => Path.Combine(_copy.Path, path);

    /// <summary>Builds what is left of <c>src</c>.</summary>
    public async Task<IReadOnlyList<BuildError>> BuildAsync(CancellationToken cancellation)
    {
        var projects = Directory.EnumerateFiles(PathOf("src"), "*.csproj", SearchOption.AllDirectories)
            .Select(project => $"\"{Path.GetRelativePath(_copy.Path, project).Replace('\\', '/')}\"");
        await File.WriteAllTextAsync(
            PathOf("src.slnf"),
            $$"""{ "solution": { "path": "RdsCalOrchestrator.sln", "projects": [{{string.Join(", ", projects)}}] } }""",
            cancellation);
        // Every package is in the cache by now, and what analyzers say was said in the first build.
        var start = new ProcessStartInfo(
            "dotnet",
            ["build", "src.slnf", "--disable-build-servers", "-verbosity:quiet", "-p:NuGetAudit=false", "-p:RunAnalyzers=false"])
        {
            WorkingDirectory = _copy.Path, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        start.Environment["DOTNET_CLI_UI_LANGUAGE"] = "en";
        start.Environment.Remove("FunctionsRuntime");
        using var build = Process.Start(start)!;
        await using var kill = cancellation.Register(() => build.Kill(entireProcessTree: true));
        var errors = build.StandardError.ReadToEndAsync(cancellation);
        var output = await build.StandardOutput.ReadToEndAsync(cancellation);
        await build.WaitForExitAsync(cancellation);
        return BuildError.In(output + await errors);
    }

    public void Dispose() => _copy.Dispose();

    [GeneratedRegex(
        @"^(src/Embedded/|src/RdsCalOrchestrator\.Demo/|tests/Embedded\.|tests/RdsCalOrchestrator\.Scenarios/ScenarioHost\.Embedded\.cs$)")]
    private static partial Regex Removed();
}
