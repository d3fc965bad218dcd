using System.Reflection;
using RdsCalOrchestrator.Functions;
using RdsCalOrchestrator.Functions.Batches;
using RdsCalOrchestrator.Functions.Migrations;
using RdsCalOrchestrator.Functions.Scripts;
using Xunit;

namespace RdsCalOrchestrator.Tests.OfficialPackages;

/// <summary>The official generator finds every function of the app, and what they say to each other arrives.</summary>
public sealed class AppFunctionTests
{
    private static readonly Assembly App = typeof(OrchestratorApp).Assembly;

    [Fact]
    public void Functions_OfTheApp_BreakNoRule() => Assert.Empty(FunctionRules.Broken(App.GetTypes()));

    [Fact]
    public void Functions_OfEachKind_AreSeen()
    {
        var seen = FunctionRules.FunctionsOf(App.GetTypes()).Select(FunctionRules.NameOf).ToList();
        Assert.Contains(nameof(MigrateCals), seen);
        Assert.Contains(nameof(StartScript), seen);
        Assert.Contains(nameof(KeepGoing), seen);
        Assert.Contains(nameof(BatchesApi.SubmitBatch), seen);
    }

    [Fact]
    public void Types_ThatOrchestrationsAskFor_ComeThrough()
    {
        var asked = AskedTypes.In(App);
        Assert.Contains(typeof(NextStep), asked);
        Assert.Contains(typeof(Domain.Migrations.Run), asked);
        Assert.Empty(asked.SelectMany(WireRules.Broken));
    }
}
