using System.Management.Automation;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Simulator.LicenseServers;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>The receipt makes an import happen once, whoever sends it and wherever a run of it was cut off.</summary>
public sealed class ImportReceiptTests : IDisposable
{
    private readonly ScriptBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Import_SentTwice_CallsOnce()
    {
        _bench.World.Clearinghouse = static _ => Imports.Sells();
        await ImportAsync();

        var again = await ImportAsync();

        Assert.Equal("AlreadyImported", again.LineState());
        Assert.Equal("""[[20,2,1,4,120,0,"never","C50-6.02-S"]]""", again.Line().GetProperty("rows").GetRawText());
        Assert.Single(_bench.World.Asked);
    }

    [Fact]
    public async Task Import_KilledBeforeTheEffect_IsNotAppliedUntilARepeatIsAllowed()
    {
        await KillBeforeTheEffectAsync("op-1");
        Assert.Equal("Calling", _bench.Receipt(_bench.Target, "op-1").Text("phase"));

        var looked = await ImportAsync();
        var lookedAgain = await ImportAsync();
        var repeated = await ImportAsync(repeat: true);

        Assert.Equal(("NotApplied", "NotApplied", "Imported"), (looked.LineState(), lookedAgain.LineState(), repeated.LineState()));
        Assert.Equal(2, repeated.Line().GetProperty("attempts").GetInt32());
        Assert.Single(_bench.World.Effects, static effect => effect.Kind == "imported");
    }

    [Fact]
    public async Task Import_KilledAfterTheEffect_FindsItsRow()
    {
        using var kill = new CancellationTokenSource();
        _bench.World.Clearinghouse = static _ => Imports.Sells();
        _bench.World.AfterEffect = kill.Cancel;
        await _bench.RunKilledAsync(Script.Import, _bench.Target, Imports.Input(Imports.Agreement()), Imports.Secrets, kill);
        Assert.Equal("Calling", _bench.Receipt(_bench.Target, "op-1").Text("phase"));
        _bench.World.AfterEffect = static () => { };

        var found = await ImportAsync(repeat: true);

        Assert.Equal("AlreadyImported", found.LineState());
        Assert.Equal(20, found.Line().GetProperty("rows")[0][0].GetInt32());
        var receipt = _bench.Receipt(_bench.Target, "op-1");
        Assert.Equal(("Done", "AlreadyImported"), (receipt.Text("phase"), receipt.Text("state")));
        Assert.Single(_bench.World.Asked);
    }

    [Fact]
    public async Task Import_KilledBeforeTheEffect_DoesNotTakeAnotherOperationsRow()
    {
        await KillBeforeTheEffectAsync("op-1");
        await _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(Imports.Agreement("op-2")), Imports.Secrets);

        var looked = await ImportAsync();

        Assert.Equal("NotApplied", looked.LineState());
    }

    [Fact]
    public async Task Import_WhoseRowIsGone_IsUnknownAndNotRepeated()
    {
        _bench.World.Clearinghouse = static _ => Imports.Sells();
        await ImportAsync();
        _bench.Target.Packs = [.. _bench.Target.Packs.Where(static p => p.RowId != 20)];

        var again = await ImportAsync(repeat: true);

        Assert.Equal("Unknown", again.LineState());
        Assert.Single(_bench.World.Asked);
    }

    [Fact]
    public async Task Import_WhenMoreRowsCameThanTheLineExplains_IsUnknownAndNeverRepeated()
    {
        _bench.World.Clearinghouse = _ =>
        {
            _bench.Target.Packs = [.. _bench.Target.Packs, Servers.Pack(19, 4, 1, 120)];
            return Imports.Sells();
        };

        var first = await ImportAsync();
        var again = await ImportAsync(repeat: true);

        Assert.Equal(("Unknown", "Unknown"), (first.LineState(), again.LineState()));
        Assert.Equal(2, first.Result.GetProperty("unexplainedRows").GetArrayLength());
        Assert.Single(_bench.World.Asked);
    }

    [Fact]
    public async Task Import_WhileItCalls_IsSeenByInspectAndKeepsOthersOut()
    {
        var asked = new TaskCompletionSource();
        using var answer = new ManualResetEventSlim();
        _bench.World.Clearinghouse = _ =>
        {
            asked.SetResult();
            answer.Wait(TestContext.Current.CancellationToken);
            return Imports.Sells();
        };
        var import = ImportAsync();
        await asked.Task.WaitAsync(TestContext.Current.CancellationToken);

        var seen = await _bench.RunAsync(Script.Inspect, _bench.Target, Inspections.Of("op-1"));
        var other = await _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(Imports.Agreement("op-2")), Imports.Secrets);
        answer.Set();
        var imported = await import;
        var afterwards = await _bench.RunAsync(Script.Inspect, _bench.Target, Inspections.Of("op-1"));

        Assert.Equal(("Calling", true), PhaseAndLife(seen));
        Assert.Equal("rc-m-1-1", other.Result.GetProperty("heldBy").Text("run"));
        Assert.Equal((75, "Busy"), (other.ExitCode, other.Outcome));
        Assert.Equal("Imported", imported.LineState());
        Assert.Equal(("Done", null), PhaseAndLife(afterwards));
    }

    // A process is told of only while its operation is not done.
    private static (string, bool?) PhaseAndLife(ScriptAnswer inspected)
    {
        var operation = Assert.Single(inspected.Result.GetProperty("operations").EnumerateArray());
        var isAlive = operation.TryGetProperty("process", out var process) ? process.GetProperty("alive").GetBoolean() : (bool?)null;
        return (operation.Text("phase"), isAlive);
    }

    private async Task KillBeforeTheEffectAsync(string operation)
    {
        using var kill = new CancellationTokenSource();
        _bench.World.Clearinghouse = _ =>
        {
            kill.Cancel();
            throw new PipelineStoppedException();
        };
        await _bench.RunKilledAsync(Script.Import, _bench.Target, Imports.Input(Imports.Agreement(operation)), Imports.Secrets, kill);
        _bench.World.Clearinghouse = static _ => Imports.Sells();
    }

    private Task<ScriptAnswer> ImportAsync(bool repeat = false) =>
        _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(Imports.Agreement(repeat: repeat)), Imports.Secrets);
}
