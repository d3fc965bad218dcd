using System.Reflection;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Azure.Functions.Worker.Discovery;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Tasks;
using Microsoft.Extensions.Configuration;

namespace Embedded.Tests.OfficialApi;

/// <summary>The app builds on the official packages because it takes nothing from here that they lack.</summary>
public sealed class AppReferencesTests
{
    private static readonly Assembly App = Assembly.Load("RdsCalOrchestrator.Functions");

    [Fact]
    public void EveryReference_OfTheApp_IsOfficial() =>
        Assert.Empty(MemberReferences.IntoTheRuntime(App).Except(OfficialList.Lines));

    [Fact]
    public void References_OfTheApp_AreSeen()
    {
        var seen = MemberReferences.IntoTheRuntime(App);
        Assert.Contains("Microsoft.DurableTask.TaskOrchestrationContext: class", seen);
        Assert.Contains(
            "Microsoft.DurableTask.TaskOrchestrationContext: Task<TResult> CallActivityAsync<TResult>"
            + "(TaskName name, object input = null, TaskOptions options = null)",
            seen);
        Assert.Contains("Microsoft.Azure.Functions.Worker.FunctionAttribute: FunctionAttribute(string name)", seen);
    }

    [Fact]
    public void References_OfTheseTests_HoldWhatIsNotOfficial() =>
        Assert.Contains(
            MemberReferences.IntoTheRuntime(typeof(AppReferencesTests).Assembly).Except(OfficialList.Lines),
            static line => line.Contains(nameof(AppFunctions), StringComparison.Ordinal));

    [Fact]
    public void AppAssembly_IsTheOneItsProjectFileMarks() => Assert.Same(App, AppAssembly.Find());

    [Fact]
    public void App_AsItIsWritten_IsRefusedNothing()
    {
        var functions = AppFunctions.Read(
            App.GetTypes(), new ConfigurationManager(), HostJson.Read(AppContext.BaseDirectory).RoutePrefix, answersHttp: true);
        Assert.NotEmpty(functions.OfKind<HttpFunction>());
        Assert.NotEmpty(functions.OfKind<OrchestrationFunction>());
        Assert.NotEmpty(functions.OfKind<ActivityFunction>());
    }
}
