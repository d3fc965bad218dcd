using System.Net.Http.Json;
using System.Text.Json.Nodes;
using Azure;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using RdsCalOrchestrator.Simulator.Estate;
using RdsCalOrchestrator.Simulator.LicenseServers;
using RdsCalOrchestrator.Tests.Simulator.Arm;
using Xunit;

namespace RdsCalOrchestrator.Tests.Simulator.Estate;

/// <summary>How a simulator is found, and how it ends.</summary>
public sealed class PresenceTests
{
    private static readonly TimeSpan FiveMinutes = TimeSpan.FromMinutes(5);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Address_IsInItsFolderWhileItRuns()
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);
        var path = Path.Combine(folder.Data, "simulator.json");

        var found = JsonNode.Parse(await File.ReadAllTextAsync(path, Cancellation))!;
        var health = await estate.Http.GetFromJsonAsync<JsonObject>("/simulator/health", Cancellation);

        Assert.Equal(estate.Url, found["url"]!.GetValue<string>());
        Assert.Equal(Environment.ProcessId, found["pid"]!.GetValue<int>());
        Assert.Equal("running", health!["status"]!.GetValue<string>());
    }

    [Fact]
    public async Task Stop_EndsIt()
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);

        var answer = await estate.Http.PostAsync("/simulator/stop", null, Cancellation);

        Assert.Equal(System.Net.HttpStatusCode.Accepted, answer.StatusCode);
        Assert.True(IsEnding(estate));
    }

    [Fact]
    public async Task Unused_ForFiveMinutes_ItEndsByItself()
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder, endsWhenUnusedFor: FiveMinutes);

        estate.Time.Advance(TimeSpan.FromMinutes(4));
        await estate.Http.GetStringAsync("/simulator/health", Cancellation);
        estate.Time.Advance(TimeSpan.FromMinutes(4));
        var afterACall = IsEnding(estate);
        estate.Time.Advance(TimeSpan.FromMinutes(1));

        Assert.False(afterACall);
        Assert.True(IsEnding(estate));
    }

    [Fact]
    public async Task Unused_WhileAScriptExecutes_ItGoesOn()
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder, endsWhenUnusedFor: FiveMinutes);
        await estate.Commands("old").CreateOrUpdateAsync(WaitUntil.Started, "rc-1", RunCommandTests.Body(ScriptStub.Hold), Cancellation);

        estate.Time.Advance(FiveMinutes);
        var whileExecuting = IsEnding(estate);
        estate.Scripts.LetGo();
        await estate.WhenIdleAsync();
        estate.Time.Advance(FiveMinutes);

        Assert.False(whileExecuting);
        Assert.True(IsEnding(estate));
    }

    [Fact]
    public async Task SecondSimulator_OnTheSameFolder_IsRefusedUntilTheFirstEnds()
    {
        using var folder = new TestFolder();
        var first = await RunningEstate.StartAsync(folder);

        var refused = await Assert.ThrowsAsync<SimulatorRefusedException>(() => RunningEstate.StartAsync(folder));
        await first.DisposeAsync();
        await using var second = await RunningEstate.StartAsync(folder);

        Assert.Contains("Another simulator runs", refused.Message);
        Assert.NotNull(second.Estate.FindByName("OLD"));
    }

    [Fact]
    public async Task EstateCount_SaysWhatIsWhereAndNoSecret()
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);
        estate.Estate.Change(static (_, effects) =>
        {
            effects.Effects.Add(new Effect("OLD", "imported", 20));
            return true;
        });

        var text = await estate.Http.GetStringAsync("/simulator/estate", Cancellation);
        var old = JsonNode.Parse(text)!["machines"]![0]!;

        Assert.Equal(120, old["totals"]![0]!["total"]!.GetValue<long>());
        Assert.Equal("running", old["power"]!.GetValue<string>());
        Assert.Equal(1, old["effects"]!["imported"]!.GetValue<int>());
        Assert.Equal(1, JsonNode.Parse(text)!["effectCount"]!.GetValue<int>());
        foreach (var secret in (string[])[TestWorld.Agreement, TestWorld.License, TestWorld.Authorization, TestWorld.Code, TestWorld.OldId])
            Assert.DoesNotContain(secret, text);
    }

    [Fact]
    public async Task Control_OfAMachineOrAStateThatDoesNotExist_IsRefused()
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);

        var machine = await estate.Http.PostAsync("/simulator/machines/none/power/stopped", null, Cancellation);
        var number = await estate.Http.PostAsync("/simulator/machines/old/power/1", null, Cancellation);
        var state = await estate.Http.PostAsync("/simulator/machines/old/power/asleep", null, Cancellation);
        await estate.SwitchAsync("old", "licensing/stopped");

        Assert.Equal(System.Net.HttpStatusCode.NotFound, machine.StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, state.StatusCode);
        Assert.Equal(System.Net.HttpStatusCode.BadRequest, number.StatusCode);
        Assert.Equal("Stopped", estate.Estate.FindByName("old")!.Service);
    }

    private static bool IsEnding(RunningEstate estate) =>
        estate.Services.GetRequiredService<IHostApplicationLifetime>().ApplicationStopping.IsCancellationRequested;
}
