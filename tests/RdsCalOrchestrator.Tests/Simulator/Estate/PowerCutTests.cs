using Azure;
using Azure.ResourceManager.Compute.Models;
using RdsCalOrchestrator.Simulator.Estate;
using RdsCalOrchestrator.Simulator.LicenseServers;
using RdsCalOrchestrator.Tests.Simulator.Arm;
using Xunit;

namespace RdsCalOrchestrator.Tests.Simulator.Estate;

/// <summary>What is left of the estate when its program ends in the middle of something.</summary>
public sealed class PowerCutTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Restart_OfARunningScript_NeverReportsItsEndAndIsARebootOfItsMachine()
    {
        using var folder = new TestFolder();
        var before = await RunningEstate.StartAsync(folder);
        await before.Commands("old").CreateOrUpdateAsync(WaitUntil.Started, "rc-1", RunCommandTests.Body(ScriptStub.Hold), Cancellation);
        await before.DisposeAsync();
        before.Time.Advance(TimeSpan.FromMinutes(1));

        await using var after = await RunningEstate.StartAsync(folder, time: before.Time);
        var hanging = (await after.Commands("old").GetAsync("rc-1", "instanceView", Cancellation)).Value.Data.InstanceView;
        after.Time.Advance(TimeSpan.FromMinutes(9));
        var timedOut = (await after.Commands("old").GetAsync("rc-1", "instanceView", Cancellation)).Value.Data.InstanceView;

        Assert.Equal((ExecutionState.Running, null), (hanging.ExecutionState, hanging.EndOn));
        Assert.Equal(ExecutionState.TimedOut, timedOut.ExecutionState);
        Assert.Empty(after.Scripts.Runs);
        Assert.Equal(ScriptEnd.PowerLost, Assert.Single(after.Estate.Read(static s => s.Executions.ToList())).End);
        Assert.Equal(after.Time.GetUtcNow() - TimeSpan.FromMinutes(9), after.Estate.FindByName("OLD")!.BootedUtc);
    }

    [Fact]
    public async Task Restart_KeepsEveryEffectAndIgnoresTheWorldFile()
    {
        using var folder = new TestFolder();
        await using (var before = await RunningEstate.StartAsync(folder))
            {
            var server = before.Estate.FindByName("OLD")!;
            before.Estate.Change(server, effects => RemoveFirstPack(server, effects));
        }

        var otherWorld = TestWorld.State();
        otherWorld.Machines.Clear();

        await using var after = await RunningEstate.StartAsync(folder, otherWorld);
        var count = after.Estate.Read(EstateCount.Of);

        Assert.Equal(1, count.EffectCount);
        Assert.Equal(new KindCount(4, 1, 20), Assert.Single(count.Machines.Single(static m => m.ComputerName == "OLD").Totals));
    }

    [Fact]
    public async Task Change_WithinAChange_IsOnDiskOnlyWithTheOuterOne()
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);

        var inside = estate.Estate.Change((_, _) =>
        {
            var import = new ClearinghouseQuestion.ImportAgreement(
                TestWorld.NewId, 1, TestWorld.Agreement, 4, 1, 120, "old", TestWorld.OldId);
            Assert.True(estate.Estate.Ask(import).Accepted);
            return HoldsAllOnOld(folder);
        });

        Assert.True(inside);
        Assert.False(HoldsAllOnOld(folder));
    }

    [Fact]
    public async Task Change_AfterTheEnd_ChangesNothing()
    {
        using var folder = new TestFolder();
        var estate = await RunningEstate.StartAsync(folder);
        var world = estate.Estate;
        await estate.DisposeAsync();
        var written = EstateCount.Of(folder.Estate);

        var server = new LicensingState { ComputerName = "X", Fqdn = "x", OsBuild = "1", ProductId = "1" };
        Assert.Throws<OperationCanceledException>(() => world.Change(server, effects => RemoveFirstPack(server, effects)));
        Assert.Equivalent(written, EstateCount.Of(folder.Estate));
    }

    [Fact]
    public async Task SwitchedOffMachine_LosesItsScriptsAndItsName()
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);
        await estate.Commands("old").CreateOrUpdateAsync(WaitUntil.Started, "rc-1", RunCommandTests.Body(ScriptStub.Hold), Cancellation);

        await estate.SwitchAsync("OLD", "power/stopped");
        await estate.WhenIdleAsync();
        var whileOff = estate.Estate.FindByName("old.test.example");
        estate.Time.Advance(TimeSpan.FromMinutes(1));
        await estate.SwitchAsync("OLD", "power/running");
        var view = (await estate.Commands("old").GetAsync("rc-1", "instanceView", Cancellation)).Value.Data.InstanceView;

        Assert.Single(estate.Scripts.Killed);
        Assert.Null(whileOff);
        Assert.Equal(ExecutionState.Running, view.ExecutionState);
        Assert.Equal(estate.Time.GetUtcNow(), estate.Estate.FindByName("old.test.example")!.BootedUtc);
    }

    [Fact]
    public async Task PowerCut_OrderedForAMoment_HappensOnce()
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);
        var server = estate.Estate.FindByName("NEW")!;
        await estate.SwitchAsync("new", "power-cut-at/betweenImportAndRemoval");

        estate.Estate.Reach(PowerCutMoment.BetweenImportAndRemoval, estate.Estate.FindByName("OLD")!);
        var afterAnother = estate.Estate.FindByName("NEW");
        estate.Estate.Reach(PowerCutMoment.BetweenImportAndRemoval, server);
        var cut = estate.Estate.FindByName("NEW");
        await estate.SwitchAsync("NEW", "power/running");
        estate.Estate.Reach(PowerCutMoment.BetweenImportAndRemoval, server);

        Assert.NotNull(afterAnother);
        Assert.Null(cut);
        Assert.NotNull(estate.Estate.FindByName("NEW"));
    }

    [Fact]
    public async Task EstateInMemoryOnly_LeavesNothingButItsDisks()
    {
        using var folder = new TestFolder();
        await using (var estate = await RunningEstate.StartAsync(folder, keepsEstate: false))
            await estate.Commands("old").CreateOrUpdateAsync(WaitUntil.Completed, "rc-1", RunCommandTests.Body("read"), Cancellation);

        Assert.Null(EstateFile.Read(folder.Data));
        Assert.True(Directory.Exists(Path.Combine(folder.Data, "disks", "OLD")));
    }

    private static bool RemoveFirstPack(LicensingState server, EffectLog effects)
    {
        server.Packs = [.. server.Packs.Skip(1)];
        effects.Effects.Add(new Effect(server.ComputerName, "removed", 100));
        return true;
    }

    private static bool HoldsAllOnOld(TestFolder folder) =>
        folder.Estate.Clearinghouse.Purchases[0].Kinds[0].On.ContainsKey(TestWorld.OldId);
}
