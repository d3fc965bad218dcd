using System.Text.Json;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Simulator.LicenseServers;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

public sealed class ActivateTests : IDisposable
{
    private readonly ScriptBench _bench = new();

    public ActivateTests()
    {
        _bench.Target.Activation = 1;
        _bench.Target.LicenseServerId = null;
        _bench.Target.Company = [];
        _bench.World.Clearinghouse = static _ => new ClearinghouseAnswer(Accepted: true, Servers.TargetId);
    }

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Activate_Automatically_WritesTheCompanyAndReadsTheNewId()
    {
        var answer = await ActivateAsync("automatic");

        Assert.Equal(("Activated", "ActivateServerAutomatic"), (answer.Result.Text("state"), answer.Result.Text("call")));
        Assert.Equal((1, 0), (answer.Result.GetProperty("before").GetInt32(), answer.Result.GetProperty("after").GetInt32()));
        Assert.Equal(Servers.TargetId, answer.Server.Text("licenseServerId"));
        Assert.Equal("Kestrel GmbH", _bench.Target.Company["Company"]);
        Assert.Equal(4, answer.Result.GetProperty("events")[0][0].GetInt32());
        Assert.Equal("Done", _bench.Receipt(_bench.Target, "op-1").Text("phase"));
    }

    [Fact]
    public async Task Activate_WithAnId_NeedsNoNetwork()
    {
        _bench.Target.ReachesClearinghouse = false;

        var answer = await ActivateAsync("licenseServerId");

        Assert.Equal(("Activated", "ActivateServer"), (answer.Result.Text("state"), answer.Result.Text("call")));
        Assert.DoesNotContain(Servers.TargetId, _bench.ReceiptText(_bench.Target, "op-1"), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Activate_OfAnActiveServer_DoesNothing()
    {
        await ActivateAsync("automatic");

        var again = await ActivateAsync("automatic");

        Assert.Equal("AlreadyActive", again.Result.Text("state"));
        Assert.Equal(JsonValueKind.Null, again.Result.GetProperty("call").ValueKind);
        Assert.Single(_bench.World.Asked);
    }

    [Theory]
    [InlineData("automatic")]
    [InlineData("licenseServerId")]
    public async Task Activate_OnAMachineRestoredToBeforeIt_CallsAgain(string how)
    {
        var restore = _bench.Keep(_bench.Target);
        await ActivateAsync(how);
        restore();

        var again = await ActivateAsync(how);

        Assert.Equal(("Activated", Servers.TargetId), (again.Result.Text("state"), again.Server.Text("licenseServerId")));
    }

    [Theory]
    [InlineData("automatic", "returnValue")]
    [InlineData("automatic", "thrown")]
    [InlineData("licenseServerId", "returnValue")]
    [InlineData("licenseServerId", "thrown")]
    public async Task Activate_RefusedInEitherShape_IsRefused(string how, string shape)
    {
        _bench.World.Switches.RefusalShape = shape;
        _bench.World.Clearinghouse = static _ => new ClearinghouseAnswer(Accepted: false);

        var answer = await ActivateAsync(how);

        Assert.Equal(("Refused", 1), (answer.Result.Text("state"), answer.Result.GetProperty("after").GetInt32()));
        Assert.Equal(JsonValueKind.Null, answer.Server.GetProperty("licenseServerId").ValueKind);
        if (shape == "thrown")
        {
            Assert.Equal(
                ("WMI-0x80041001", how == "automatic" ? "ActivateServerAutomatic" : "ActivateServer"),
                (answer.Problem.Text("code"), answer.Problem.Text("at")));
        }
    }

    [Theory]
    [InlineData("fails")]
    [InlineData("refused")]
    public async Task Activate_OverAnOpenPortThatDoesNotHelp_IsRefused(string port443)
    {
        _bench.World.Switches.Port443 = port443;

        var answer = await ActivateAsync("automatic");

        Assert.Equal(("Refused", 1), (answer.Result.Text("state"), answer.Result.GetProperty("after").GetInt32()));
        Assert.Empty(_bench.World.Asked);
    }

    [Theory]
    [InlineData("english", "Germany")]
    [InlineData("local", "Deutschland")]
    public async Task Activate_TriesTheCountrysNamesInTurn(string names, string written)
    {
        _bench.World.Switches.CountryNames = names;

        var answer = await ActivateAsync("automatic");

        Assert.Equal(("Activated", written), (answer.Result.Text("state"), answer.Result.GetProperty("company").Text("countryRegion")));
        Assert.Equal(written, _bench.Target.Company["CountryRegion"]);
    }

    [Fact]
    public async Task Activate_WithAnId_DoesNotNeedACountryThatWindowsTakes()
    {
        _bench.World.Switches.CountryNames = "english";

        var answer = await ActivateAsync("licenseServerId", "Atlantis");

        Assert.Equal("Activated", answer.Result.Text("state"));
        Assert.Equal("countryRegion", answer.Problem.Text("at"));
    }

    [Fact]
    public async Task Activate_KeepsCompanyFieldsThatAreFilled()
    {
        _bench.Target.Company = new() { ["Company"] = "Older Name", ["CountryRegion"] = "Norway" };

        var answer = await ActivateAsync("automatic");

        Assert.Equal(
            """{"written":["firstName","lastName"],"kept":["companyName","countryRegion"],"countryRegion":"Norway"}""",
            answer.Result.GetProperty("company").GetRawText());
        Assert.Equal("Older Name", _bench.Target.Company["Company"]);
    }

    private Task<ScriptAnswer> ActivateAsync(string how) => ActivateAsync(how, "Germany", "Deutschland");

    private Task<ScriptAnswer> ActivateAsync(string how, params string[] countryRegion) => _bench.RunAsync(
        Script.Activate,
        _bench.Target,
        new
        {
            operation = "op-1",
            how,
            companyFields = "onlyIfEmpty",
            company = new { firstName = "Otto", lastName = "Brandt", companyName = "Kestrel GmbH", countryRegion },
        },
        new Dictionary<string, object> { ["op-1"] = new { licenseServerId = Servers.TargetId } });
}
