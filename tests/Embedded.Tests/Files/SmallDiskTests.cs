using Embedded.Tests.Engine;
using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Files;

/// <summary>
/// The same as <see cref="FullDiskTests"/> on a disk that is really full, where the log and its index find no room either.
/// </summary>
public sealed class SmallDiskTests
{
    private const int NoRoom = 0;
    private const int RoomForAnEvent = 64 * 1024;

    private static readonly string Large = new('x', 200_000);

    private readonly TestTasks _tasks = new TestTasks()
        .Activity("Length", static text => text?.Length)
        .Orchestrator("Other", static async context => await context.WaitForExternalEvent<string>("go"))
        .Orchestrator("O", static async context =>
        {
            await context.WaitForExternalEvent<string>("go");
            return await context.CallActivityAsync<int>("Length", Large);
        });

    [Fact]
    public Task Client_WhoseEventFindsNoRoom_IsToldAndSendsItAgainLater() => OnSmallDiskAsync(static async (engine, disk) =>
    {
        disk.Fill(NoRoom);
        var refused = await Assert.ThrowsAsync<EngineFileException>(() => engine.RaiseAsync("Other", "go", Large));
        Assert.Equal(
            $"The engine's file '{engine.DataDirectory}/engine.db' cannot grow: the disk is full. Make room on it.", refused.Message);
        disk.MakeRoom();
        await engine.RaiseAsync("Other", "go", Large);
        Assert.Equal(Large, (await engine.GetAsync("Other")).ReadOutputAs<string>());
    });

    [Fact]
    public Task Step_ThatFindsNoRoom_IsParkedAndGoesOnWithTheNextMessageOfAnybody() => OnSmallDiskAsync(static async (engine, disk) =>
    {
        disk.Fill(RoomForAnEvent);
        await engine.RaiseAsync("O", "go");
        Assert.Equal(["O"], engine.Parked);
        disk.MakeRoom();
        await engine.RaiseAsync("Other", "go");
        Assert.Equal(Large.Length, (await engine.GetAsync("O")).ReadOutputAs<int>());
    });

    [Fact]
    public Task Engine_ThatStopsWithoutRoom_GoesOnAtTheNextStart() => OnSmallDiskAsync(static async (engine, disk) =>
    {
        disk.Fill(RoomForAnEvent);
        await engine.RaiseAsync("O", "go");
        await engine.StopAsync();
        disk.MakeRoom();
        await engine.StartAgainAsync();
        await engine.IdleAsync();
        Assert.Equal(Large.Length, (await engine.GetAsync("O")).ReadOutputAs<int>());
    });

    [Fact]
    public Task Start_WithoutRoomForALog_IsRefusedAndNothingIsLost() => OnSmallDiskAsync(static async (engine, disk) =>
    {
        await engine.StopAsync();
        disk.Fill(NoRoom);
        var refused = await Assert.ThrowsAsync<EngineFileException>(() => engine.StartAgainAsync());
        Assert.StartsWith(
            $"The engine's file '{engine.DataDirectory}/engine.db' cannot be read or written: ", refused.Message, StringComparison.Ordinal);
        Assert.EndsWith("Check the disk, and that there is room on it.", refused.Message, StringComparison.Ordinal);
        disk.MakeRoom();
        await engine.StartAgainAsync();
        await engine.RaiseAsync("O", "go");
        Assert.Equal(Large.Length, (await engine.GetAsync("O")).ReadOutputAs<int>());
    });

    private async Task OnSmallDiskAsync(Func<TestEngine, SmallDisk, Task> act)
    {
        await using var engine = await TestEngine.StartAsync(_tasks);
        await engine.StopAsync();
        using var disk = await SmallDisk.TryMountAsync(engine.DataDirectory);
        if (disk is null)
        {
            var isAllowed = await SmallDisk.CanBeMountedUnsharedAsync();
            Assert.SkipUnless(isAllowed, "Needs the right to mount a tmpfs, at least in a namespace of its own.");
            var method = TestContext.Current.TestMethod!;
            var output = await SmallDisk.RunUnsharedAsync($"{method.TestClass.TestClassName}.{method.MethodName}");
            Assert.Contains("Total: 1, Errors: 0, Failed: 0, Skipped: 0", output);
            return;
        }

        await engine.StartAgainAsync();
        await engine.RunAsync("Other");
        await engine.RunAsync("O");
        await act(engine, disk);
    }
}
