namespace Embedded.Tests.Removal;

/// <summary>An official name is told from one of ours by what stands in the code.</summary>
public sealed class BuildErrorTests
{
    [Theory]
    [InlineData("using Microsoft.DurableTask.Client;", 17, "CS0234", true)]
    [InlineData("using Microsoft.DurableTask.Engine;", 17, "CS0234", false)]
    [InlineData("using DurableTask.Core.Exceptions;", 7, "CS0246", true)]
    [InlineData("using RdsCalOrchestrator.Demo;", 26, "CS0234", false)]
    [InlineData("    [Function(nameof(Act))]", 6, "CS0246", true)]
    [InlineData("    public Task ActAsync(DurableTaskClient client)", 26, "CS0246", true)]
    [InlineData("    public Task ActAsync(Microsoft.DurableTask.Client.DurableTaskClient client)", 36, "CS0234", true)]
    [InlineData("    public Task ActAsync(InvocationResult<int> result)", 26, "CS0246", true)]
    [InlineData("    public Task ActAsync(DurableEngine engine)", 26, "CS0246", false)]
    [InlineData("    [HttpTrigger(AuthorizationLevel.Anonymous)]", 18, "CS0103", true)]
    [InlineData("    [HttpTrigger(Levels.Function)]", 18, "CS0103", false)]
    [InlineData("    public Task ActAsync(DurableTaskClient client)", 26, "CS0535", false)]
    public void Error_OfACompiler_IsOfTheNameThatStandsThere(string line, int column, string code, bool isOfficial)
    {
        using var directory = new TemporaryDirectory();
        var file = Path.Combine(directory.Path, "Code.cs");
        File.WriteAllLines(file, ["namespace Some;", line]);

        var error = Assert.Single(BuildError.In($"\n  {file}(2,{column}): error {code}: It is not there. [App.csproj]\n"));

        Assert.Equal(isOfficial, error.IsOfOfficialName);
    }

    [Theory]
    [InlineData("MSBUILD : error MSB1009: Project file does not exist.")]
    [InlineData("/sdk/Some.targets(5,5): error NETSDK1045: The current .NET SDK does not support it. [/src/App.csproj]")]
    [InlineData("/src/App.csproj : error NU1101: Unable to find a package.")]
    public void Error_OfAnythingElse_IsOfNoOfficialName(string line) => Assert.False(Assert.Single(BuildError.In(line)).IsOfOfficialName);
}
