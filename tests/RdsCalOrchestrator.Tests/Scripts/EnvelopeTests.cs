using System.Text;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.RunCommand.Scripts;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>What every script does before it does anything.</summary>
public sealed class EnvelopeTests : IDisposable
{
    private readonly ScriptBench _bench = new();

    public EnvelopeTests() => _bench.World.Clearinghouse = static _ => Imports.Sells();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Script_EchoesItsTextAndRun()
    {
        var answer = await _bench.RunAsync(Script.Inspect, _bench.Target, Inspections.Page());

        Assert.Equal(
            ("Inspect", "rc-m-1-1", ScriptLibrary.Of(Script.Inspect).Hash12),
            (answer.Frame.Text("script"), answer.Frame.Text("run"), answer.Frame.Text("text")));
        Assert.Equal(("2026-11-28T20:00:00Z", "2026-11-28T20:00:00Z"), (answer.Frame.Text("startedUtc"), answer.Frame.Text("endedUtc")));
    }

    [Theory]
    [InlineData("computerName", "ANOTHER")]
    [InlineData("productId", "00454-60000-00001-AT999")]
    [InlineData("licenseServerId", Servers.SourceId)]
    public async Task Script_OnAnotherServer_ChangesNothing(string field, string expected)
    {
        _bench.Expected = new() { [field] = expected };

        var answer = await ImportAsync();

        Assert.Equal((65, "NotThisServer"), (answer.ExitCode, answer.Outcome));
        Assert.Equal((field, expected), (answer.Problem.Text("at"), answer.Problem.Text("expected")));
        Assert.Empty(_bench.World.Asked);
    }

    [Fact]
    public async Task Script_OnTheExpectedServer_Acts()
    {
        _bench.Expected = new()
        {
            ["role"] = "target",
            ["computerName"] = "TGT-LS11",
            ["productId"] = _bench.Target.ProductId,
            ["licenseServerId"] = Servers.TargetId,
        };

        Assert.Equal("Imported", (await ImportAsync()).LineState());
    }

    [Fact]
    public async Task Script_AfterItsLastMoment_ChangesNothing()
    {
        _bench.NotAfter = "2026-11-28T19:59:59Z";

        var answer = await ImportAsync();

        Assert.Equal((65, "Expired"), (answer.ExitCode, answer.Outcome));
        Assert.Empty(_bench.World.Asked);
    }

    [Fact]
    public async Task Script_WhileAnotherHoldsTheServer_IsBusy()
    {
        Directory.CreateDirectory(Path.Combine(_bench.Root(_bench.Target), "ops"));
        using (File.Open(Path.Combine(_bench.Root(_bench.Target), "lock"), FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None))
        {
            var busy = await ImportAsync();
            Assert.Equal((75, "Busy"), (busy.ExitCode, busy.Outcome));
            Assert.Empty(_bench.World.Asked);
        }

        Assert.Equal("Imported", (await ImportAsync()).LineState());
    }

    [Fact]
    public async Task Script_KeepsItsReceiptsFromEverybodyElse()
    {
        await ImportAsync();

        // SYSTEM and Administrators, protected from what the folder above would give.
        Assert.Equal("Owner, Access: O:BAD:PAI(A;OICI;FA;;;SY)(A;OICI;FA;;;BA)", File.ReadAllText(_bench.Root(_bench.Target) + ".acl"));
    }

    [Theory]
    [InlineData("")]
    [InlineData("not base64")]
    [InlineData("bm90IGpzb24=")]
    public async Task Script_GivenNoRequest_SaysBadRequest(string request)
    {
        var answer = await _bench.RunRequestAsync(Script.Import, _bench.Target, request);

        Assert.Equal((64, "BadRequest"), (answer.ExitCode, answer.Outcome));
    }

    [Fact]
    public async Task Script_GivenAnothersRequest_SaysBadRequest()
    {
        var answer = await _bench.RunRequestAsync(
            Script.Remove, _bench.Target, _bench.Request(Script.Import, Imports.Input(Imports.Agreement())));

        Assert.Equal((64, "BadRequest"), (answer.ExitCode, answer.Outcome));
    }

    [Fact]
    public async Task Script_WhenWindowsFails_SaysWithWhichCode()
    {
        _bench.Target.Service = "Stopped";

        var answer = await ImportAsync();

        Assert.Equal((70, "Failed"), (answer.ExitCode, answer.Outcome));
        Assert.Equal(("WMI-0x80041014", "0x80041014"), (answer.Problem.Text("code"), answer.Problem.Text("hresult")));
    }

    [Fact]
    public async Task Script_Frame_NeverHoldsASecret()
    {
        var answer = await ImportAsync();

        Assert.DoesNotContain("7104412", answer.Frame.GetRawText(), StringComparison.Ordinal);
        Assert.DoesNotContain("7104412", _bench.ReceiptText(_bench.Target, "op-1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Script_ReadsUtf8()
    {
        var escaped = Encoding.UTF8.GetString(
            Convert.FromBase64String(_bench.Request(Script.Inspect, Inspections.Reach("s\u00fcd.example"))));
        var request = escaped.Replace("\\u00FC", "\u00fc", StringComparison.Ordinal);
        Assert.Contains("s\u00fcd", request, StringComparison.Ordinal);

        var answer = await _bench.RunRequestAsync(Script.Inspect, _bench.Target, Convert.ToBase64String(Encoding.UTF8.GetBytes(request)));

        Assert.Equal("s\u00fcd.example", answer.Result.GetProperty("reach").Text("to"));
    }

    private Task<ScriptAnswer> ImportAsync() =>
        _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(Imports.Agreement()), Imports.Secrets);
}
