using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Simulator.LicenseServers;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>
/// The journal knows of a run that may have called, and the machine's receipts do not: nothing is called without an operator's word.
/// </summary>
public sealed class LostReceiptTests : IDisposable
{
    private const string First = "rc-m-1-1";
    private const string OldPack = """[[9,2,1,4,120,0,"never","C50-6.02-S"]]""";

    private readonly ScriptBench _bench = new();

    public LostReceiptTests() => _bench.World.Clearinghouse = static _ => Imports.Sells();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Import_OnAMachineRestoredToBeforeIt_HasNoReceiptAndCallsNothing()
    {
        await ImportAndRestoreAsync();

        var again = await ImportAsync("rc-m-1-2", Imports.Sent(First));
        var onceMore = await ImportAsync("rc-m-1-3", Imports.Sent(First));

        Assert.Equal(("NoReceipt", "NoReceipt"), (again.LineState(), onceMore.LineState()));
        Assert.Single(_bench.World.Asked);
        Assert.False(File.Exists(Path.Combine(_bench.Root(_bench.Target), "ops", "op-1.json")));
    }

    [Fact]
    public async Task Import_OnARestoredMachine_CallsAtAnOperatorsWord()
    {
        await ImportAndRestoreAsync();

        var again = await ImportAsync("rc-m-1-2", Imports.Sent(First, repeat: true));

        Assert.Equal("Imported", again.LineState());
        Assert.Equal(2, _bench.World.Asked.Count);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Import_WhoseReceiptAloneIsGone_TakesTheOneRowThatFitsAndWritesTheReceiptAnew(bool repeat)
    {
        await ImportAsync(First, Imports.Agreement());
        Directory.Delete(_bench.Root(_bench.Target), recursive: true);

        var again = await ImportAsync("rc-m-1-2", Imports.Sent(First, repeat: repeat));
        var later = await ImportAsync("rc-m-1-3", Imports.Sent(First));

        Assert.Equal(("AlreadyImported", "AlreadyImported"), (again.LineState(), later.LineState()));
        Assert.Equal(20, later.Line().GetProperty("rows")[0][0].GetInt32());
        Assert.Equal(("Done", "AlreadyImported"), (Receipt("phase"), Receipt("state")));
        Assert.Single(_bench.World.Asked);
    }

    [Fact]
    public async Task Import_DoesNotTakeAPackThatWasThereBefore()
    {
        Add(Servers.Pack(9, 4, 1, 120));

        var again = await ImportAsync("rc-m-1-2", Imports.Sent(First, OldPack));

        Assert.Equal("NoReceipt", again.LineState());
        Assert.Empty(_bench.World.Asked);
    }

    [Theory]
    [InlineData(120, 120)]
    [InlineData(50, 0)]
    public async Task Import_WhenOtherOrMoreRowsCame_IsUnknownAlsoAtAnOperatorsWord(long first, long second)
    {
        Add(Servers.Pack(21, 4, 1, first));
        if (second > 0)
            Add(Servers.Pack(22, 4, 1, second));

        var again = await ImportAsync("rc-m-1-2", Imports.Sent(First));
        var told = await ImportAsync("rc-m-1-3", Imports.Sent(First, repeat: true));

        Assert.Equal(("Unknown", "Unknown"), (again.LineState(), told.LineState()));
        Assert.Empty(_bench.World.Asked);
    }

    [Fact]
    public async Task Import_WhenARowThatWasThereIsAnotherNow_IsUnknown()
    {
        Add(Servers.Pack(9, 4, 1, 120));

        var again = await ImportAsync("rc-m-1-2", Imports.Sent(First, OldPack.Replace("120", "50", StringComparison.Ordinal)));

        Assert.Equal("Unknown", again.LineState());
    }

    [Fact]
    public async Task Import_WithAReceiptOlderThanTheRunThatWasSent_DoesNotTrustItsRefusal()
    {
        _bench.World.Clearinghouse = static _ => new ClearinghouseAnswer(Accepted: false);
        Assert.Equal("Refused", (await ImportAsync(First, Imports.Agreement())).LineState());
        var restore = _bench.Keep(_bench.Target);
        _bench.World.Clearinghouse = static _ => Imports.Sells();
        Assert.Equal("Imported", (await ImportAsync("rc-m-1-2", Imports.Sent(First))).LineState());
        restore();

        var again = await ImportAsync("rc-m-1-3", Imports.Sent("rc-m-1-2"));

        Assert.Equal("NoReceipt", again.LineState());
        Assert.Equal(2, _bench.World.Asked.Count);
    }

    [Fact]
    public async Task Import_ThatOnlyLooked_IsKnownToTheReceipt()
    {
        await KillInTheCallAsync(Imports.Agreement());
        Assert.Equal("NotApplied", (await ImportAsync("rc-m-1-2", Imports.Sent(First))).LineState());

        var afterALostAnswer = await ImportAsync("rc-m-1-3", Imports.Sent("rc-m-1-2"));

        Assert.Equal("NotApplied", afterALostAnswer.LineState());
    }

    [Fact]
    public async Task Import_KilledBeforeItCameToALine_IsFreeToCallForIt()
    {
        await KillInTheCallAsync(Imports.Agreement(), Imports.Agreement("op-2"));
        Assert.Equal(("Calling", "Reading"), (Receipt("phase"), Receipt("phase", "op-2")));

        var again = await ImportAsync("rc-m-1-2", Imports.Sent(First), Imports.Sent(First, operation: "op-2"));

        Assert.Equal(("NotApplied", "Imported"), (again.LineState(0), again.LineState(1)));
        Assert.Equal(1, again.Line(1).GetProperty("attempts").GetInt32());
    }

    [Fact]
    public async Task Import_WithAReceiptThatIsReading_ButOfAnOlderRun_HasNoReceipt()
    {
        await KillInTheCallAsync(Imports.Agreement(), Imports.Agreement("op-2"));

        var again = await ImportAsync("rc-m-1-3", Imports.Sent("rc-m-1-2", operation: "op-2"));

        Assert.Equal("NoReceipt", again.LineState());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Import_WhoseRowIsGoneButNotItsReceipt_IsUnknownAndNotCalled(bool repeat)
    {
        var packs = _bench.Target.Packs;
        await ImportAsync(First, Imports.Agreement());
        _bench.Target.Packs = packs;

        var again = await ImportAsync("rc-m-1-2", Imports.Sent(First, repeat: repeat));

        Assert.Equal("Unknown", again.LineState());
        Assert.Single(_bench.World.Asked);
    }

    [Fact]
    public async Task Script_ThatFailsWithoutTheLock_SaysThatItNeverBegan()
    {
        _bench.Target.Service = "Stopped";

        var answer = await ImportAsync(First, Imports.Agreement());

        Assert.Equal(("Failed", false), (answer.Outcome, answer.Result.GetProperty("began").GetBoolean()));
    }

    private void Add(SimulatedPack pack) => _bench.Target.Packs = [.. _bench.Target.Packs, pack];

    private string Receipt(string field, string operation = "op-1") => _bench.Receipt(_bench.Target, operation).Text(field);

    private async Task ImportAndRestoreAsync()
    {
        var restore = _bench.Keep(_bench.Target);
        Assert.Equal("Imported", (await ImportAsync(First, Imports.Agreement())).LineState());
        restore();
    }

    private async Task KillInTheCallAsync(params object[] lines)
    {
        using var kill = new CancellationTokenSource();
        _bench.World.Clearinghouse = _ =>
        {
            kill.Cancel();
            throw new System.Management.Automation.PipelineStoppedException();
        };
        await _bench.RunKilledAsync(Script.Import, _bench.Target, Imports.Input(lines), Imports.Secrets, kill);
        _bench.World.Clearinghouse = static _ => Imports.Sells();
    }

    private Task<ScriptAnswer> ImportAsync(string run, params object[] lines)
    {
        _bench.Run = run;
        return _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(lines), Imports.Secrets);
    }
}
