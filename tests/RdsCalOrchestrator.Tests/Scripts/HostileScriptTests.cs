using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Simulator.LicenseServers;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>Whatever a text says, a script carries it to Windows as that text: nothing of it is ever read as script.</summary>
public sealed class HostileScriptTests : IDisposable
{
    private readonly ScriptBench _bench = new();

    public static TheoryData<int> Each => HostileText.Each;

    public void Dispose() => _bench.Dispose();

    [Theory]
    [MemberData(nameof(Each))]
    public async Task Import_OfHostileTexts_AsksTheClearinghouseWithThem(int at)
    {
        var text = HostileText.All[at];
        // What is empty is not sent at all.
        if (text.Length == 0)
            text = " ";
        _bench.World.Clearinghouse = static _ => Imports.Sells();
        var input = new
        {
            approval = new { id = text, by = text, planHash = text },
            source = new { name = text, licenseServerId = text, productId = text, send = "licenseServerId" },
            eventsSinceUtc = "2026-11-28T20:00:00Z",
            stopAtFirstProblem = false,
            lines = new[] { Imports.Agreement() },
        };

        var answer = await _bench.RunAsync(
            Script.Import, _bench.Target, input, new Dictionary<string, object> { ["op-1"] = new { agreementNumber = text } });

        Assert.Equal("Imported", answer.LineState());
        var asked = Assert.IsType<ClearinghouseQuestion.ImportAgreement>(Assert.Single(_bench.World.Asked));
        Assert.Equal((text, text, text), (asked.Number, asked.SourceName, asked.SourceId));
        Assert.DoesNotContain("agreementNumber", _bench.ReceiptText(_bench.Target, "op-1"), StringComparison.Ordinal);
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task Activate_ForACompanyOfHostileNames_WritesThem(int at)
    {
        var text = HostileText.All[at];
        (_bench.Target.Activation, _bench.Target.LicenseServerId, _bench.Target.Company) = (1, null, []);
        _bench.World.Clearinghouse = static _ => new ClearinghouseAnswer(Accepted: true, Servers.TargetId);
        var input = new
        {
            operation = "op-1",
            how = "automatic",
            companyFields = "onlyIfEmpty",
            company = new { firstName = text, lastName = text, companyName = text, countryRegion = new[] { text, "Germany" } },
        };

        await _bench.RunAsync(Script.Activate, _bench.Target, input, new Dictionary<string, object> { ["op-1"] = new { } });

        var written = _bench.Target.Company;
        Assert.Equal(text, written.GetValueOrDefault("Company", ""));
        Assert.Equal(text, written.GetValueOrDefault("FirstName", ""));
        Assert.Equal("Germany", written["CountryRegion"]);
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task Remove_OfHostileFingerprints_RemovesNothing(int at)
    {
        var text = HostileText.All[at];
        var before = _bench.Source.Packs.Count;
        var rows = new[] { new { operation = "op-1", rowId = 3, fingerprint = text, remove = 100 } };

        var answer = await _bench.RunAsync(Script.Remove, _bench.Source, new { purpose = "cleanUp", rows, mustStay = new[] { text } });

        Assert.Contains(answer.Outcome, new[] { "Ok", "BadRequest" });
        Assert.Equal(before, _bench.Source.Packs.Count);
        Assert.Empty(_bench.World.Effects);
    }

    [Theory]
    [MemberData(nameof(Each))]
    public async Task Inspect_OfAServerByAHostileName_IsOfAnotherServer(int at)
    {
        var text = HostileText.All[at];
        _bench.Expected = new() { ["computerName"] = text };

        var answer = await _bench.RunAsync(Script.Inspect, _bench.Source, new { page = new { offset = 0, limit = 20 } });

        // A frame that says what was expected has no place for ten kilobytes, and says nothing instead.
        Assert.Contains(answer.Outcome, text.Length == 0 ? ["Ok"] : new[] { "NotThisServer", "Failed" });
    }
}
