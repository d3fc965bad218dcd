using System.Text.RegularExpressions;

namespace Embedded.Tests.Removal;

/// <summary>
/// Removing the embedded runtime leaves a solution that lacks the official packages and nothing of ours. A compiler does not come to the
/// names inside of methods while those of declarations are missing: that they are official, AppReferencesTests holds.
/// </summary>
public sealed partial class RemovalTests : IDisposable
{
    private readonly CopyWithoutRuntime _copy = new();

    public void Dispose() => _copy.Dispose();

    [Fact]
    public async Task Source_WithoutTheRuntime_LacksOnlyOfficialNames()
    {
        var errors = await _copy.BuildAsync(TestContext.Current.CancellationToken);

        var others = errors.Where(static error => !error.IsOfOfficialName).Select(static error => error.Text).ToList();
        Assert.True(others.Count == 0, string.Join('\n', others));
        Assert.Contains(errors, static error => error.Name == "TaskOrchestrationContext");
        Assert.Contains(errors, static error => error.Name == "Microsoft.Azure.Functions.Worker.Builder");
        Assert.All(errors, static error => Assert.EndsWith("RdsCalOrchestrator.Functions.csproj]", error.Text, StringComparison.Ordinal));
        foreach (var built in (string[])["Domain", "RunCommand", "Pages", "Simulator"])
            Assert.Single(Directory.GetFiles(
                _copy.PathOf($"artifacts/embedded/bin/RdsCalOrchestrator.{built}/debug"), $"RdsCalOrchestrator.{built}.dll"));
    }

    /// <summary>Those that run the whole app, on the embedded runtime.</summary>
    [Fact]
    public void Projects_ThatNameFilesOfTheRuntimeOrTheDemo_AreThoseThatRunTheApp()
    {
        var projects = Directory.EnumerateFiles(_copy.PathOf("src"), "*.csproj", SearchOption.AllDirectories)
            .Concat(Directory.EnumerateFiles(_copy.PathOf("tests"), "*.csproj", SearchOption.AllDirectories));

        Assert.Equal(
            ["RdsCalOrchestrator.Benchmarks", "RdsCalOrchestrator.Scenarios"],
            projects.Where(static project => MissingIn(project).Any()).Select(Path.GetFileNameWithoutExtension).Order());
    }

    private static IEnumerable<string> MissingIn(string project) =>
        Named().Matches(File.ReadAllText(project)).SelectMany(static include => include.Groups["files"].Value.Split(';'))
            .Select(static file => file.Replace("$(MSBuildThisFileDirectory)", "", StringComparison.Ordinal))
            .Where(static file => file.StartsWith("../", StringComparison.Ordinal) && !file.Contains('*', StringComparison.Ordinal))
            .Where(file => !File.Exists(Path.Combine(Path.GetDirectoryName(project)!, file)));

    [GeneratedRegex("Include=\"(?<files>[^\"]+)\"")]
    private static partial Regex Named();
}
