using System.Text.RegularExpressions;
using Xunit;

namespace RdsCalOrchestrator.Infra.Tests;

/// <summary>That what is deployed is the app for the Functions host, not the one on the embedded runtime.</summary>
public sealed partial class PublishTests
{
    private const string Project = "src/RdsCalOrchestrator.Functions/RdsCalOrchestrator.Functions.csproj";

    [Fact]
    public void Azd_Always_PublishesForAzure()
    {
        var azd = Repository.Read("azure.yaml");
        Assert.Matches(HookBeforePackaging(), azd);
        Assert.Contains("    project: src/RdsCalOrchestrator.Functions\n", azd, StringComparison.Ordinal);
        Assert.Contains("    host: function\n", azd, StringComparison.Ordinal);
        // azd finds the app by a tag that names the service.
        Assert.Contains("'azd-service-name': 'app'", Repository.Read("infra/modules/functionApp.bicep"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("azure", null, true, "functions.metadata is missing")]
    [InlineData("embedded", null, true, "functions.metadata is missing")]
    [InlineData("azure", "[]", true, "names no function")]
    [InlineData("azure", """[{ "name": "GetHealth", "entryPoint": "HealthApi.GetHealth" }]""", false, "host.json is missing")]
    [InlineData("azure", """[{ "name": "GetHealth", "entryPoint": "HealthApi.GetHealth" }]""", true, null)]
    public async Task Publish_WithoutWhatTheHostNeeds_Fails(string runtime, string? metadata, bool hasHostJson, string? problem)
    {
        var published = Directory.CreateTempSubdirectory("publish-");
        try
        {
            if (metadata is not null)
                await File.WriteAllTextAsync(Path.Combine(published.FullName, "functions.metadata"), metadata, TestContext.Current.CancellationToken);
            if (hasHostJson)
                await File.WriteAllTextAsync(Path.Combine(published.FullName, "host.json"), "{}", TestContext.Current.CancellationToken);
            var answer = await Repository.RunAsync("dotnet", Repository.Root,
                "msbuild", Project, "-target:CheckFunctionsMetadata",
                $"-property:FunctionsRuntime={runtime}", $"-property:PublishDir={published.FullName}/",
                "-nodeReuse:false", "-verbosity:quiet");
            Assert.True(answer.ExitCode == (problem is null ? 0 : 1), answer.All);
            Assert.Contains(problem ?? "", answer.All, StringComparison.Ordinal);
        }
        finally
        {
            published.Delete(recursive: true);
        }
    }

    [Fact]
    public void Check_Always_FollowsPublish() =>
        Assert.Contains("<Target Name=\"CheckFunctionsMetadata\" AfterTargets=\"Publish\"", Repository.Read(Project), StringComparison.Ordinal);

    [Fact]
    public void Workflows_Always_HoldNoSecretAndBuildBothRuntimes()
    {
        var ci = Repository.Read(".github/workflows/ci.yml");
        var deploy = Repository.Read(".github/workflows/deploy.yml");
        Assert.DoesNotContain("secrets.", ci + deploy, StringComparison.OrdinalIgnoreCase);
        Assert.Contains("--federated-credential-provider github", deploy, StringComparison.Ordinal);
        Assert.Contains("id-token: write", deploy, StringComparison.Ordinal);
        Assert.DoesNotContain("id-token", ci, StringComparison.Ordinal);
        Assert.Contains("run: .ci/run", ci, StringComparison.Ordinal);
        Assert.Contains("FunctionsRuntime: azure", ci, StringComparison.Ordinal);
    }

    // services: app: env: FunctionsRuntime, at these very places; comments may stand between.
    [GeneratedRegex(
        @"\n  prepackage:\n    posix:\n      shell: sh\n      run: azd env set FunctionsRuntime azure\n"
        + @"    windows:\n      shell: pwsh\n      run: azd env set FunctionsRuntime azure\n", RegexOptions.CultureInvariant)]
    private static partial Regex HookBeforePackaging();
}
