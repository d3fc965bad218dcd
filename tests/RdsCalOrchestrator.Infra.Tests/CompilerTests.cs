using Xunit;

namespace RdsCalOrchestrator.Infra.Tests;

/// <summary>What the compiler itself can say of <c>infra</c>.</summary>
public sealed class CompilerTests(Infrastructure infrastructure)
{
    [Fact]
    public void Build_OfEveryTemplate_SaysNothing()
    {
        Assert.Equal(0, infrastructure.Build.ExitCode);
        Assert.Equal("", infrastructure.Build.All.Trim());
        Assert.All(Infrastructure.Templates, t => Assert.NotEmpty(infrastructure.Text(t)));
    }

    [Fact]
    public void Lint_OfEveryFile_SaysNothing()
    {
        Assert.Equal(0, infrastructure.Lint.ExitCode);
        Assert.Equal("", infrastructure.Lint.All.Trim());
    }

    [Fact]
    public async Task Format_OfEveryFile_ChangesNothing()
    {
        Assert.Equal(0, infrastructure.Format.ExitCode);
        foreach (var file in Directory.EnumerateFiles(Path.Combine(Repository.Root, "infra"), "*.bicep", SearchOption.AllDirectories))
        {
            var path = Path.GetRelativePath(Repository.Root, file);
            var formatted = await infrastructure.ReadAsync(Path.GetRelativePath("infra", path));
            Assert.True(Repository.Read(path) == formatted, $"{path} is not formatted: bicep format {path}");
        }
    }

    // Another snapshot means another deployment: see what differs, then write it anew as docs/deploying.md says.
    [Theory]
    [InlineData("main")]
    [InlineData("everything")]
    [InlineData("access")]
    [InlineData("lighthouse")]
    public async Task Snapshot_OfEveryParametersFile_IsTheCommittedOne(string parameters)
    {
        var answer = await infrastructure.RunAsync(
            "snapshot", $"{parameters}.bicepparam", "--mode", "validate", "--location", "westeurope", "--deployment-name", "rdscal",
            "--tenant-id", "00000000-0000-0000-0000-0000000000aa", "--subscription-id", "00000000-0000-0000-0000-000000000001");
        Assert.True(answer.ExitCode == 0, answer.All);
    }

    [Fact]
    public void ParametersAndOutputs_Always_AreDescribed()
    {
        foreach (var template in Infrastructure.Templates.Select(infrastructure.Template)
                     .Concat(Infrastructure.Templates.SelectMany(infrastructure.Modules)
                         .Select(static m => m.GetProperty("properties").GetProperty("template"))))
            foreach (var kind in new[] { "parameters", "outputs" })
                if (template.TryGetProperty(kind, out var members))
                    Assert.All(members.EnumerateObject(), static m => Assert.True(
                        m.Value.TryGetProperty("metadata", out var metadata) && metadata.TryGetProperty("description", out _),
                        $"{m.Name} has no description"));
    }
}
