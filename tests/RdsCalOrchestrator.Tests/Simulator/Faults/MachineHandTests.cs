using System.Net;
using System.Text.Json.Nodes;
using Azure;
using Azure.ResourceManager.Compute.Models;
using RdsCalOrchestrator.Simulator.Estate;
using RdsCalOrchestrator.Simulator.LicenseServers;
using RdsCalOrchestrator.Tests.Simulator.Arm;
using RdsCalOrchestrator.Tests.Simulator.Estate;
using Xunit;

namespace RdsCalOrchestrator.Tests.Simulator.Faults;

/// <summary>What somebody does to a machine by hand: what is there afterwards, and what the simulator says about it.</summary>
public sealed class MachineHandTests : IAsyncLifetime
{
    private readonly TestFolder _folder = new();
    private RunningEstate _estate = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    private LicensingState Old => _estate.Estate.FindByName("OLD")!;

    private string Receipt => Path.Combine(_folder.Data, "disks", "OLD", "ProgramData", "receipt.json");

    public async ValueTask InitializeAsync()
    {
        var world = TestWorld.State();
        world.Machines[0].Licensing.Packs.Add(
            new() { RowId = 1, KeyPackType = 6, ProductType = 1, VersionId = 4, Total = 100, Description = "built in" });
        _estate = await RunningEstate.StartAsync(_folder, world);
        Directory.CreateDirectory(Path.GetDirectoryName(Receipt)!);
    }

    public async ValueTask DisposeAsync()
    {
        await _estate.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task Pack_AddedAndRemovedByHand_IsAnEffectOfNobody()
    {
        await PostAsync("packs", """{"keyPackType":2,"productType":1,"versionId":4,"total":20,"description":"C50-6.02-S"}""");
        var removed = await _estate.Http.DeleteAsync("/simulator/machines/old/packs/3", Cancellation);

        Assert.Equal(HttpStatusCode.NoContent, removed.StatusCode);
        Assert.Equal([4, 1, 20], Old.Packs.Select(static p => p.RowId));
        Assert.Equal([("addedByHand", 20, 20L), ("removedByHand", 3, 100L)], ByHand());
    }

    [Fact]
    public async Task Restore_BringsBackPacksEventsAndDisk()
    {
        await File.WriteAllTextAsync(Receipt, "yesterday", Cancellation);
        await PostAsync("snapshot");
        await File.WriteAllTextAsync(Receipt, "today", Cancellation);
        await File.WriteAllTextAsync(Receipt + ".new", "today", Cancellation);
        await _estate.Http.DeleteAsync("/simulator/machines/old/packs/3", Cancellation);
        _estate.Time.Advance(TimeSpan.FromDays(1));

        await PostAsync("restore");

        Assert.Equal("yesterday", await File.ReadAllTextAsync(Receipt, Cancellation));
        Assert.False(File.Exists(Receipt + ".new"));
        Assert.Equal([3, 4, 1], Old.Packs.Select(static p => p.RowId));
        Assert.Equal(_estate.Time.GetUtcNow(), Old.BootedUtc);
        Assert.Equal([("removedByHand", 3, 100L), ("addedByHand", 3, 100L)], ByHand());
    }

    [Fact]
    public async Task Restore_WithoutASnapshot_IsRefused() =>
        Assert.Equal(HttpStatusCode.NotFound, (await _estate.Http.PostAsync("/simulator/machines/old/restore", null, Cancellation)).StatusCode);

    [Fact]
    public async Task Restore_KillsWhatRuns()
    {
        await PostAsync("snapshot");
        await _estate.Commands("old").CreateOrUpdateAsync(WaitUntil.Started, "rc-1", RunCommandTests.Body(ScriptStub.Hold), Cancellation);

        await PostAsync("restore");
        var view = (await _estate.Commands("old").GetAsync("rc-1", "instanceView", Cancellation)).Value.Data.InstanceView;

        Assert.Single(_estate.Scripts.Killed);
        Assert.Equal(ExecutionState.Running, view.ExecutionState);
        Assert.Equal(ScriptEnd.PowerLost, _estate.Estate.Read(static s => s.Executions[0].End));
    }

    [Fact]
    public async Task Rebuild_LeavesTheNameAndNothingElse()
    {
        await File.WriteAllTextAsync(Receipt, "ours", Cancellation);

        await PostAsync("rebuild");

        Assert.False(File.Exists(Receipt));
        Assert.Equal([1], Old.Packs.Select(static p => p.RowId));
        Assert.Equal((1, null, 2), (Old.Activation, Old.LicenseServerId, Old.NextRowId));
        Assert.NotEqual(TestWorld.OldProductId, Old.ProductId);
        Assert.Equal([("removedByHand", 3, 100L), ("removedByHand", 4, 20L)], ByHand());
    }

    [Fact]
    public async Task ForeignCommands_TakeAllPlaces()
    {
        await PostAsync("foreign-commands/25");

        var refused = await Assert.ThrowsAsync<RequestFailedException>(
            () => _estate.Commands("old").CreateOrUpdateAsync(WaitUntil.Started, "rc-1", RunCommandTests.Body("read"), Cancellation));
        await PostAsync("foreign-commands/24");
        await _estate.Commands("old").CreateOrUpdateAsync(WaitUntil.Started, "rc-1", RunCommandTests.Body("read"), Cancellation);

        Assert.Contains("max=25", refused.Message);
    }

    [Fact]
    public async Task DeleteLock_RefusesDeletionsOnly()
    {
        await PostAsync("delete-lock/true");
        await _estate.Commands("old").CreateOrUpdateAsync(WaitUntil.Started, "rc-1", RunCommandTests.Body("read"), Cancellation);
        var path = $"{TestWorld.ResourceId("old")}/runCommands/rc-1?api-version=2023-07-01";

        var locked = await _estate.ArmAsync(HttpMethod.Delete, path);
        var body = JsonNode.Parse(await locked.Content.ReadAsStringAsync(Cancellation))!;
        await PostAsync("delete-lock/false");
        var unlocked = await _estate.ArmAsync(HttpMethod.Delete, path);

        Assert.Equal((HttpStatusCode.Conflict, "ScopeLocked"), (locked.StatusCode, body["error"]!["code"]!.GetValue<string>()));
        Assert.Equal(HttpStatusCode.Accepted, unlocked.StatusCode);
    }

    private async Task PostAsync(string what, string? body = null)
    {
        using var content = body is null ? null : new StringContent(body, null, "application/json");
        var answer = await _estate.Http.PostAsync($"/simulator/machines/old/{what}", content, Cancellation);
        Assert.Equal(HttpStatusCode.NoContent, answer.StatusCode);
    }

    private IEnumerable<(string Kind, int Row, long Count)> ByHand()
    {
        var effects = _estate.Estate.Read(static state => EstateHistory.Of(state)).Effects;
        Assert.All(effects, static e => Assert.Null(e.By));
        return effects.Select(static e => (e.Kind, e.Row!.RowId, e.Count));
    }
}
