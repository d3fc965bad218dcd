using System.Text.Json;
using System.Text.Json.Nodes;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.RunCommand;
using RdsCalOrchestrator.RunCommand.Arm;
using RdsCalOrchestrator.RunCommand.Scripts;
using RdsCalOrchestrator.Simulator.Estate;
using RdsCalOrchestrator.Simulator.LicenseServers;
using RdsCalOrchestrator.Tests.Scripts;
using RdsCalOrchestrator.Tests.Simulator.Estate;
using Xunit;

namespace RdsCalOrchestrator.Tests.Simulator.Arm;

/// <summary>
/// The whole way down: the app's channel, ARM, the script's own text in the PowerShell engine, Windows, the Clearinghouse.
/// </summary>
public sealed class RealScriptTests
{
    private static readonly ServerId Target = ServerId.From(TestWorld.ResourceId("new"));
    private static readonly KindCount Moved = new(4, 1, 120);

    [Fact]
    public async Task Import_SentTwiceUnderTwoNames_MovesTheCalsOnce()
    {
        using var folder = new TestFolder();
        await using var estate = await StartAsync(folder);
        var channel = AzureVmChannel.Create(new ArmOptions { Endpoint = new Uri(estate.Url) });

        var first = await RunAsync(estate, channel, "rc-m1-import-t-1");
        var second = await RunAsync(estate, channel, "rc-m1-import-t-2");
        var count = estate.Estate.Read(EstateCount.Of);

        Assert.Equal("Imported", first.Text("state"));
        Assert.Equal("AlreadyImported", second.Text("state"));
        Assert.Empty(count.Machines[0].Totals);
        Assert.Equal(Moved, Assert.Single(count.Machines[1].Totals));
        Assert.Equal(1, count.Machines[1].Effects["imported"]);
        Assert.Equal(2, count.Machines[0].Effects["removedByImport"]);
    }

    [Fact]
    public async Task Import_CutOffBeforeItTurnedToTheSource_IsFoundAgainAndDoublesNothing()
    {
        using var folder = new TestFolder();
        await using var estate = await StartAsync(folder);
        var channel = AzureVmChannel.Create(new ArmOptions { Endpoint = new Uri(estate.Url) });
        await estate.SwitchAsync("NEW", "power-cut-at/betweenImportAndRemoval");

        await SendAsync(estate, channel, "rc-m1-import-t-1");
        var cutOff = estate.Estate.Read(EstateCount.Of);
        var written = EstateCount.Of(folder.Estate);
        await estate.SwitchAsync("NEW", "power/running");
        var hanging = await channel.ReadAsync(Target, "rc-m1-import-t-1", TestContext.Current.CancellationToken);
        var again = await RunAsync(estate, channel, "rc-m1-import-t-2");
        var afterwards = estate.Estate.Read(EstateCount.Of);

        Assert.Equal(PowerState.Stopped, cutOff.Machines[1].Power);
        Assert.All([cutOff, written, afterwards], static count =>
        {
            Assert.Equal(Moved, Assert.Single(count.Machines[0].Totals));
            Assert.Equal(Moved, Assert.Single(count.Machines[1].Totals));
            Assert.Equal(1, count.EffectCount);
        });
        Assert.IsType<ChannelReply.Running>(hanging);
        Assert.Equal(("AlreadyImported", "Unknown"), (again.Text("state"), again.Text("sourceRemoval")));
    }

    [Fact]
    public async Task History_SaysWhichScriptDidWhatToWhichRowWhen()
    {
        using var folder = new TestFolder();
        await using var estate = await StartAsync(folder);
        var channel = AzureVmChannel.Create(new ArmOptions { Endpoint = new Uri(estate.Url) });

        await RunAsync(estate, channel, "rc-m1-import-t-1");
        await RunAsync(estate, channel, "rc-m1-import-t-2");
        var text = await estate.Http.GetStringAsync("/simulator/effects", TestContext.Current.CancellationToken);
        var history = estate.Estate.Read(static state => EstateHistory.Of(state));
        var (first, second) = (history.Executions[0], history.Executions[1]);

        Assert.Equal(
            [("NEW", "imported", 120L, 120L), ("OLD", "removedByImport", 100L, 100L), ("OLD", "removedByImport", 20L, 20L)],
            history.Effects.Select(static e => (e.Server, e.Kind, e.Count, e.Row!.Total)));
        Assert.Equal([20, 3, 4], history.Effects.Select(static e => e.Row!.RowId));
        Assert.All(history.Effects, e => Assert.Same(first, e.By));
        Assert.Equal(("NEW", "rc-m1-import-t-1", ScriptEnd.Ended), (first.Machine, first.Run, first.End));
        Assert.All(history.Effects, e => Assert.InRange(e.Sequence, first.Began.Sequence, first.Ended!.Sequence));
        Assert.True(first.Ended!.Sequence < second.Began.Sequence);
        Assert.DoesNotContain(TestWorld.Agreement, text);
        Assert.Equal(3, JsonNode.Parse(text)!["effects"]!.AsArray().Count);
        Assert.Equal("rc-m1-import-t-1", JsonNode.Parse(text)!["effects"]![1]!["by"]!["run"]!.GetValue<string>());
        Assert.Empty(estate.Estate.Read(s => EstateHistory.Of(s, first.Ended!.Sequence)).Effects);
        Assert.Same(second, Assert.Single(estate.Estate.Read(s => EstateHistory.Of(s, first.Ended!.Sequence)).Executions));
    }

    [Fact]
    public async Task History_OfAPowerCut_EndsTheScriptThatMadeTheImport()
    {
        using var folder = new TestFolder();
        await using var estate = await StartAsync(folder);
        var channel = AzureVmChannel.Create(new ArmOptions { Endpoint = new Uri(estate.Url) });
        await estate.SwitchAsync("NEW", "power-cut-at/betweenImportAndRemoval");

        await SendAsync(estate, channel, "rc-m1-import-t-1");
        var history = estate.Estate.Read(static state => EstateHistory.Of(state));

        Assert.Equal("imported", Assert.Single(history.Effects).Kind);
        Assert.Equal(ScriptEnd.PowerLost, Assert.Single(history.Executions).End);
    }

    private static Task<RunningEstate> StartAsync(TestFolder folder)
    {
        var world = TestWorld.State();
        world.Machines[1].Licensing.Reaches.Add("old.test.example");
        return RunningEstate.StartAsync(folder, world, scripts: static w => new ScriptMachine(w));
    }

    private static async Task<JsonElement> RunAsync(RunningEstate estate, AzureVmChannel channel, string run)
    {
        await SendAsync(estate, channel, run);
        var ended = Assert.IsType<ChannelReply.Ended>(await channel.ReadAsync(Target, run, TestContext.Current.CancellationToken));
        var frame = ScriptFrame.Find(ended.Output, run);
        Assert.True(frame?.Outcome == "Ok", ended.Output + ended.Error);
        return frame.Result.GetProperty("lines")[0];
    }

    private static async Task SendAsync(RunningEstate estate, AzureVmChannel channel, string run)
    {
        var command = new ServerCommand(
            run, "westeurope", ScriptLibrary.Of(Script.Import).Text, RequestEncoding.ToBase64(Request(estate, run)),
            new Secret(RequestEncoding.ToBase64($$"""{"op-1": {"agreementNumber": "{{TestWorld.Agreement}}"} }""")),
            TimeSpan.FromMinutes(20), []);
        await channel.StartAsync(Target, command, TestContext.Current.CancellationToken);
        await estate.WhenIdleAsync();
    }

    private static string Request(RunningEstate estate, string run) => new JsonObject
    {
        ["schema"] = 1,
        ["script"] = "Import",
        ["text"] = ScriptLibrary.Of(Script.Import).Hash12,
        ["run"] = run,
        ["migration"] = "m1",
        ["server"] = JsonSerializer.SerializeToNode(new
        {
            role = "target", computerName = "NEW", productId = TestWorld.NewProductId, licenseServerId = TestWorld.NewId,
        }),
        ["notAfterUtc"] = estate.Time.GetUtcNow().AddHours(1).ToString("yyyy-MM-ddTHH:mm:ssZ", null),
        ["input"] = JsonSerializer.SerializeToNode(new
        {
            reason = "replacing",
            source = new
            {
                name = "old.test.example", licenseServerId = TestWorld.OldId, productId = TestWorld.OldProductId, send = "licenseServerId",
            },
            eventsSinceUtc = estate.Time.GetUtcNow().AddHours(-1).ToString("yyyy-MM-ddTHH:mm:ssZ", null),
            stopAtFirstProblem = true,
            lines = new[]
            {
                new
                {
                    operation = "op-1", line = 1, transfer = "import", how = "automatic",
                    program = "enterprise", agreementType = 1, versionId = 4, productType = 1, quantity = 120,
                },
            },
        }),
    }.ToJsonString();
}
