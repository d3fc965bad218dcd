using System.Text.RegularExpressions;

namespace Embedded.Tests.OfficialApi;

/// <summary>Removing the embedded runtime is one commit, because its name stands where it may and nowhere else.</summary>
public sealed partial class RuntimeNameTests
{
    private static readonly string[] NotOurs = [".git", ".vs", ".idea", "artifacts", "bin", "obj", "node_modules", "data", "TestResults"];

    [Fact]
    public void Name_OfTheRuntime_StandsOnlyWhereItMay()
    {
        var root = Root();
        var named = FilesUnder(root)
            .Where(static file => Name().IsMatch(File.ReadAllText(file.FullName)))
            .Select(file => Path.GetRelativePath(root.FullName, file.FullName).Replace('\\', '/')).ToList();
        Assert.Contains("src/RdsCalOrchestrator.Functions/FunctionsRuntime.embedded.props", named);
        Assert.DoesNotContain(named, static path => !Allowed().IsMatch(path));
    }

    private static DirectoryInfo Root()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "RdsCalOrchestrator.sln")))
            directory = directory.Parent ?? throw new DirectoryNotFoundException("The solution file is in no folder above the tests.");
        return directory;
    }

    private static IEnumerable<FileInfo> FilesUnder(DirectoryInfo directory) =>
        directory.EnumerateFiles().Concat(directory.EnumerateDirectories().Where(static d => !NotOurs.Contains(d.Name)).SelectMany(FilesUnder));

    [GeneratedRegex(@"(?<![\w.])Embedded\.\w")]
    private static partial Regex Name();

    [GeneratedRegex(
        @"^(src/Embedded/.*|tests/Embedded\..*|docs/.*|RdsCalOrchestrator\.sln|src/RdsCalOrchestrator\.Functions/FunctionsRuntime\.embedded\.props"
        + @"|tests/RdsCalOrchestrator\.Scenarios/ScenarioHost\.Embedded\.cs)$")]
    private static partial Regex Allowed();
}
