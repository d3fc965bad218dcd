using System.Text.RegularExpressions;

namespace Embedded.Tests.OfficialApi;

/// <summary>Removing the embedded runtime is one commit, because its name stands where it may and nowhere else.</summary>
public sealed partial class RuntimeNameTests
{
    [Fact]
    public void Name_OfTheRuntime_StandsOnlyWhereItMay()
    {
        var named = Repository.Files().Where(static path => Name().IsMatch(File.ReadAllText(Path.Combine(Repository.Root, path)))).ToList();
        Assert.Contains("src/RdsCalOrchestrator.Functions/FunctionsRuntime.embedded.props", named);
        Assert.DoesNotContain(named, static path => !Allowed().IsMatch(path));
    }

    [GeneratedRegex(@"(?<![\w.])Embedded\.\w")]
    private static partial Regex Name();

    [GeneratedRegex(
        @"^(src/Embedded/.*|tests/Embedded\..*|docs/.*|RdsCalOrchestrator\.sln|src/RdsCalOrchestrator\.Functions/FunctionsRuntime\.embedded\.props"
        + @"|tests/RdsCalOrchestrator\.Scenarios/ScenarioHost\.Embedded\.cs)$")]
    private static partial Regex Allowed();
}
