using System.Text.Json;
using RdsCalOrchestrator.Domain.Migrations;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

public sealed class InspectTests : IDisposable
{
    private readonly ScriptBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Inspect_OfASource_TellsWhatItIsAndHolds()
    {
        var answer = await _bench.RunAsync(Script.Inspect, _bench.Source, Inspections.Page());

        Assert.Equal((0, "Ok"), (answer.ExitCode, answer.Outcome));
        Assert.Equal(
            """{"computerName":"SRC-LS01","fqdn":"src-ls01.corp.example","domain":"corp.example","inDomain":true"""
            + ""","osBuild":"6.3.9600","psVersion":"4.0","bootedUtc":"2026-11-15T03:02:11Z","licenseServerId":"""
            + "\"H69DMQ23V7YVM8VC42J9PKJJRF7PYH67HVP\",\"productId\":\"00252-70012-41583-AT417\"}",
            answer.Server.GetRawText());
        Assert.Equal("[[4,1,120,77,2],[4,0,25,0,1]]", answer.Result.GetProperty("kinds").GetRawText());
        Assert.Equal(
            """[[2,6,3,0,-1,0,"2035-12-31","A02-5.00-EX"],[3,2,1,4,100,77,"never","C50-6.02-S"],"""
            + """[4,2,1,4,20,0,"never","C50-6.02-S"],[5,2,0,4,25,0,"never","C50-6.02-S"],[10,7,1,4,0,0,"never","C50-6.02-S"]]""",
            answer.Result.GetProperty("packs").GetRawText());
        Assert.Equal(
            """{"installed":true,"service":"Running","scope":1,"databasePath":"C:\\Windows\\system32\\lserver","version":"6.3"}""",
            answer.Result.GetProperty("role").GetRawText());
        Assert.Empty(_bench.World.Effects);
    }

    [Fact]
    public async Task Inspect_OfManyPacks_ShowsEachOnExactlyOnePage()
    {
        _bench.Source.Packs =
            [.. Enumerable.Range(1, 57).Select(static row => Servers.Pack(row, 4, 1, row, "C50-6.02-S \u00e4\u00f6\u00fc & more of it"))];
        var rows = new List<int>();
        for (int? offset = 0; offset is { } at;)
        {
            var result = (await _bench.RunAsync(Script.Inspect, _bench.Source, Inspections.Page(at))).Result;
            rows.AddRange(result.GetProperty("packs").EnumerateArray().Select(static pack => pack[0].GetInt32()));
            Assert.Equal(57, result.GetProperty("packCount").GetInt32());
            offset = result.GetProperty("next").ValueKind == JsonValueKind.Null ? null : result.GetProperty("next").GetInt32();
        }

        Assert.Equal(Enumerable.Range(1, 57), rows);
    }

    [Fact]
    public async Task Inspect_OfForeignLettersAndSigns_GivesThemBack()
    {
        _bench.Source.Company["Company"] = "J\u00e4ger & S\u00f6hne <'Gro\u00df\"\\ \u20ac>";

        var answer = await _bench.RunAsync(Script.Inspect, _bench.Source, Inspections.Page());

        Assert.Equal(_bench.Source.Company["Company"], answer.Result.GetProperty("company").Text("companyName"));
    }

    [Theory]
    [InlineData(true, "works", true, true)]
    [InlineData(true, "fails", true, false)]
    [InlineData(true, "refused", true, true)]
    [InlineData(false, "works", false, false)]
    public async Task Inspect_ProbesTheClearinghouse_TcpAndTls(bool reaches, string port443, bool tcp, bool tls)
    {
        _bench.Target.ReachesClearinghouse = reaches;
        _bench.World.Switches.Port443 = port443;

        var answer = await _bench.RunAsync(Script.Inspect, _bench.Target, Inspections.Clearinghouse());

        var probe = Assert.Single(answer.Result.GetProperty("clearinghouse").EnumerateArray());
        Assert.Equal(
            ("clearinghouse.one.microsoft.com", tcp, tls),
            (probe.Text("host"), probe.GetProperty("tcp").GetBoolean(), probe.GetProperty("tls").GetBoolean()));
    }

    [Theory]
    [InlineData("src-ls01.corp.example", true)]
    [InlineData("10.9.9.9", false)]
    public async Task Inspect_ProbesTheSource_ByTheNameGiven(string name, bool open)
    {
        var reach = (await _bench.RunAsync(Script.Inspect, _bench.Target, Inspections.Reach(name))).Result.GetProperty("reach");

        Assert.Equal(
            (name, open, open),
            (reach.Text("to"), reach.GetProperty("tcp135").GetBoolean(), reach.GetProperty("tcp445").GetBoolean()));
    }

    [Theory]
    [InlineData(false, "Stopped", null)]
    [InlineData(true, "Stopped", "Stopped")]
    public async Task Inspect_WithoutTheRoleOrItsService_SaysSoAndReadsNothingElse(bool installed, string service, string? said)
    {
        (_bench.Target.RoleInstalled, _bench.Target.Service) = (installed, service);
        _bench.Expected = new() { ["computerName"] = "TGT-LS11", ["productId"] = _bench.Target.ProductId };

        var answer = await _bench.RunAsync(Script.Inspect, _bench.Target, Inspections.Page());

        Assert.Equal("Ok", answer.Outcome);
        var role = answer.Result.GetProperty("role");
        Assert.Equal((installed, said), (role.GetProperty("installed").GetBoolean(), role.GetProperty("service").GetString()));
        Assert.Equal((2, 0), (answer.Result.GetProperty("activation").GetInt32(), answer.Result.GetProperty("packCount").GetInt32()));
    }

    [Fact]
    public async Task Inspect_OfAServerThatIsNotActivated_HasNoLicenseServerId()
    {
        _bench.Target.Activation = 1;

        var answer = await _bench.RunAsync(Script.Inspect, _bench.Target, Inspections.Page());

        Assert.Equal(JsonValueKind.Null, answer.Server.GetProperty("licenseServerId").ValueKind);
        Assert.Equal(1, answer.Result.GetProperty("activation").GetInt32());
    }

    [Fact]
    public async Task Inspect_AskedForOperations_TellsWhetherTheirRowsAreThere()
    {
        _bench.World.Clearinghouse = static _ => Imports.Sells();
        await _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(Imports.Agreement()), Imports.Secrets);

        var there = await ReadBackAsync();
        _bench.Target.Packs = [.. _bench.Target.Packs.Where(static p => p.RowId != 20)];
        var gone = await ReadBackAsync();

        Assert.True(there.GetProperty("rowsPresent").GetBoolean());
        Assert.Equal("""[[20,2,1,4,120,0,"never","C50-6.02-S"]]""", there.GetProperty("rows").GetRawText());
        Assert.False(gone.GetProperty("rowsPresent").GetBoolean());
    }

    [Fact]
    public async Task Inspect_LeavesNoTrace()
    {
        await _bench.RunAsync(Script.Inspect, _bench.Target, Inspections.Of("op-1"));

        Assert.False(Directory.Exists(_bench.Root(_bench.Target)));
    }

    [Fact]
    public async Task Inspect_ListsEarlierOperations_AndTellsWhichItDoesNotKnow()
    {
        _bench.World.Clearinghouse = static _ => Imports.Sells();
        await _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(Imports.Agreement()), Imports.Secrets);

        var result = (await _bench.RunAsync(Script.Inspect, _bench.Target, Inspections.Of("op-1", "op-never-seen"))).Result;

        Assert.Equal("""[["op-1","Import","Done"]]""", result.GetProperty("receipts").GetRawText());
        Assert.Equal("""["op-never-seen"]""", result.GetProperty("unknownOperations").GetRawText());
        Assert.Equal(
            """{"inLicenseServersGroup":true,"onDomainController":false,"securityGroupPolicy":false}""",
            result.GetProperty("directory").GetRawText());
    }

    [Fact]
    public async Task Inspect_ByWhoeverIsNoAdministrator_SaysThatTheProviderAnswersNothing()
    {
        _bench.Target.ProductId = "";

        var answer = await _bench.RunAsync(Script.Inspect, _bench.Target, Inspections.Page());

        Assert.Equal(("Ok", "RDS-PROVIDER-EMPTY"), (answer.Outcome, answer.Problem.Text("code")));
    }

    private async Task<JsonElement> ReadBackAsync()
    {
        var answer = await _bench.RunAsync(Script.Inspect, _bench.Target, Inspections.Of("op-1", "op-never-seen"));
        return Assert.Single(answer.Result.GetProperty("operations").EnumerateArray());
    }
}
