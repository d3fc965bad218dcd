using System.Reflection;
using Microsoft.Azure.Functions.Worker;
using RdsCalOrchestrator.Functions;

namespace Embedded.Tests.Histories;

/// <summary>
/// What the app's orchestrations once did, they do on every later build: a migration that waits for weeks outlives releases.
/// docs/engine-contract.md says what to do when one fails.
/// </summary>
public sealed class AppHistoryTests(AppHistories app) : IClassFixture<AppHistories>
{
    public static TheoryData<string> Files => [.. AppHistories.Files];

    [Theory]
    [MemberData(nameof(Files))]
    public void History_ThatWasRecorded_Replays(string file)
    {
        var difference = app.DifferenceOf(AppHistories.Read(file));
        Assert.True(difference is null, difference);
    }

    [Fact]
    public void Orchestrations_OfTheApp_AllHaveAHistory() => Assert.Equal(
        from type in typeof(OrchestratorApp).Assembly.GetTypes()
        from method in type.GetMethods()
        where method.GetParameters().Any(static p => p.GetCustomAttribute<OrchestrationTriggerAttribute>() is not null)
        let name = method.GetCustomAttribute<FunctionAttribute>()!.Name
        orderby name
        select name,
        AppHistories.Files.Select(static file => AppHistories.Read(file).Name).Distinct().Order());

    [Theory]
    [MemberData(nameof(Files))]
    public void File_OfAHistory_IsAsTheExportWritesIt(string file) =>
        Assert.Equal(AppHistories.Text(file), AppHistories.Read(file).ToJson());
}
