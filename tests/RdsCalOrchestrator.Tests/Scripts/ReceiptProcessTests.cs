using System.Management.Automation;
using Microsoft.Extensions.Time.Testing;
using RdsCalOrchestrator.Domain.Migrations;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>A receipt's process lives when its id exists and its start is the recorded one: Windows uses ids again.</summary>
public sealed class ReceiptProcessTests : IDisposable
{
    private readonly ScriptBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Import_WhoseProcessIdIsAnothersNow_IsTakenForDead()
    {
        var id = await KillInTheCallAsync();
        ((FakeTimeProvider)_bench.World.Time).Advance(TimeSpan.FromSeconds(1));
        _bench.Target.NextProcessId = id;

        var looked = await ImportAsync(Imports.Agreement());

        Assert.Equal("NotApplied", looked.LineState());
    }

    [Fact]
    public async Task Import_WhoseProcessLives_IsBusyAndNothingIsCalledOrWritten()
    {
        // The next process is the recorded one: the same id, the same start.
        _bench.Target.NextProcessId = await KillInTheCallAsync();
        var before = _bench.ReceiptText(_bench.Target, "op-1");

        var busy = await ImportAsync(Imports.Agreement("op-2"), Imports.Agreement());

        Assert.Equal((75, "Busy"), (busy.ExitCode, busy.Outcome));
        Assert.Equal("rc-m-1-1", busy.Result.GetProperty("heldBy").Text("run"));
        Assert.Equal(before, _bench.ReceiptText(_bench.Target, "op-1"));
        Assert.Single(Directory.GetFiles(Path.Combine(_bench.Root(_bench.Target), "ops")));
        Assert.Single(_bench.World.Asked);
    }

    private async Task<int> KillInTheCallAsync()
    {
        var id = _bench.Target.NextProcessId;
        using var kill = new CancellationTokenSource();
        _bench.World.Clearinghouse = _ =>
        {
            kill.Cancel();
            throw new PipelineStoppedException();
        };
        await _bench.RunKilledAsync(Script.Import, _bench.Target, Imports.Input(Imports.Agreement()), Imports.Secrets, kill);
        _bench.World.Clearinghouse = static _ => Imports.Sells();
        return id;
    }

    private Task<ScriptAnswer> ImportAsync(params object[] lines) =>
        _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(lines), Imports.Secrets);
}
