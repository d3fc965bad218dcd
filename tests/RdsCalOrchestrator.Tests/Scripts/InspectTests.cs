using RdsCalOrchestrator.Domain.Migrations;

namespace RdsCalOrchestrator.Tests.Scripts;

public sealed class InspectTests : IDisposable
{
    private readonly ScriptBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Inspect_OfASource_TellsWhatItIsAndHolds()
    {
        var frame = await _bench.RunAsync(Script.Inspect, _bench.Source, Input());

        Assert.Equal((0, "Ok"), (frame.ExitCode, frame.Outcome));
        Assert.Equal(
            """{"computerName":"SRC-LS01","fqdn":"src-ls01.corp.example","domain":"corp.example","inDomain":true,"osBuild":"6.3.9600","psVersion":"4.0","bootedUtc":"2026-11-28T20:00:00Z","licenseServerId":"H69DMQ23V7YVM8VC42J9PKJJRF7PYH67HVP","productId":"00252-70012-41583-AT417"}""",
            frame.Server.GetRawText());
        Assert.Equal("""[[4,1,120,0,2],[4,0,25,0,1]]""", frame.Result.GetProperty("kinds").GetRawText());
        Assert.Equal(
            """[[2,6,3,0,-1,0,"2035-12-31","A02-5.00-EX"],[3,2,1,4,100,0,"never","C50-6.02-S"],[4,2,1,4,20,0,"never","C50-6.02-S"],[5,2,0,4,25,0,"never","C50-6.02-S"],[10,7,1,4,0,0,"never","C50-6.02-S"]]""",
            frame.Result.GetProperty("packs").GetRawText());
        Assert.Empty(_bench.World.Effects);
    }

    private static object Input(int offset = 0, string? reach = null, bool clearinghouse = false, string? since = null) => new
    {
        clearinghouse,
        reach,
        backup = "none",
        eventsSinceUtc = since,
        page = new { offset, limit = 20 },
    };
}
