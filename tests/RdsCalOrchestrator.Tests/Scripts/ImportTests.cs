using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Simulator.LicenseServers;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

public sealed class ImportTests : IDisposable
{
    private readonly ScriptBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Import_OfAnAgreementLine_InstallsOneRowAndKeepsAReceipt()
    {
        _bench.World.Clearinghouse = static _ => Imports.Sells();

        var answer = await _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(Imports.Agreement()), Imports.Secrets);

        Assert.Equal((0, "Ok"), (answer.ExitCode, answer.Outcome));
        Assert.Equal(
            """{"operation":"op-1","state":"Imported","call":"ImportAgreementLicenseKeyPack","returnValue":0,"rows":"""
            + """[[20,2,1,4,120,0,"never","C50-6.02-S"]],"sourceRemoval":"Removed","attempts":1}""",
            answer.Line().GetRawText());
        Assert.Equal("[[4,1,120,0,1]]", answer.Result.GetProperty("after").GetRawText());
        var receipt = _bench.Receipt(_bench.Target, "op-1");
        Assert.Equal(("Done", "Imported", "m-1"), (receipt.Text("phase"), receipt.Text("state"), receipt.Text("migration")));
        Assert.Equal(
            new ClearinghouseQuestion.ImportAgreement(Servers.TargetId, 1, "7104412", 4, 1, 120, "src-ls01.corp.example", Servers.SourceId),
            Assert.Single(_bench.World.Asked));
    }

    [Fact]
    public async Task Import_OfAnOpenLine_SendsBothNumbers()
    {
        _bench.World.Clearinghouse = static _ => Imports.Sells();

        var answer = await _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(Imports.Open()), Imports.Secrets);

        Assert.Equal("Imported", answer.LineState());
        Assert.Equal(
            new ClearinghouseQuestion.ImportOpen(
                Servers.TargetId, "60001234", "90001234ZZE2912", 4, 1, 120, "src-ls01.corp.example", Servers.SourceId),
            Assert.Single(_bench.World.Asked));
    }

    [Fact]
    public async Task Import_OfARetailCode_TakesTheTotalThatTheCodeStandsFor()
    {
        _bench.World.Clearinghouse = static _ => Imports.SellsRetail(5);

        var answer = await _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(Imports.Retail()), Imports.Secrets);

        Assert.Equal("Imported", answer.LineState());
        Assert.Equal(5, answer.Line().GetProperty("rows")[0][4].GetInt32());
    }

    [Fact]
    public async Task Import_WithAKeyPackId_NeedsNoNetworkAndKeepsTheIdOutOfTheReceipt()
    {
        _bench.Target.ReachesClearinghouse = false;
        _bench.World.Clearinghouse = static _ => Imports.Sells();

        var answer = await _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(Imports.WithKeyPackId()), Imports.KeyPackIdSecret);

        Assert.Equal(("Imported", "ImportLicenseKeyPackOffline"), (answer.LineState(), answer.Line().Text("call")));
        Assert.Equal(64, _bench.Receipt(_bench.Target, "op-1").Text("answerHash").Length);
        Assert.DoesNotContain(Imports.KeyPackId, _bench.ReceiptText(_bench.Target, "op-1"), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("licenseServerId", "src-ls01.corp.example", Servers.SourceId, "Removed")]
    [InlineData("productId", "src-ls01.corp.example", Servers.SourceProductId, "Removed")]
    [InlineData("nothing", "", "", "SourceNotAlive")]
    public async Task Import_SendsOfTheSource_WhatTheRequestSays(string send, string name, string id, string removal)
    {
        _bench.World.Clearinghouse = static _ => Imports.Sells();

        var answer = await _bench.RunAsync(
            Script.Import, _bench.Target, Imports.Input(send, stopAtFirstProblem: true, Imports.Agreement()), Imports.Secrets);

        var asked = Assert.IsType<ClearinghouseQuestion.ImportAgreement>(Assert.Single(_bench.World.Asked));
        Assert.Equal((name, id), (asked.SourceName, asked.SourceId));
        Assert.Equal(removal, answer.Line().Text("sourceRemoval"));
    }

    [Fact]
    public async Task Import_GivenAnotherQuantityOrKind_SaysSo()
    {
        _bench.World.Clearinghouse = question =>
            ((ClearinghouseQuestion.ImportAgreement)question).Count == 120
                ? Imports.Sells(total: 100)
                : Imports.Sells(total: 7, productType: 0);

        var answer = await _bench.RunAsync(
            Script.Import, _bench.Target, Imports.Input(Imports.Agreement(), Imports.Agreement("op-2", quantity: 7)), Imports.Secrets);

        Assert.Equal(("ImportedDifferent", "ImportedDifferent"), (answer.LineState(0), answer.LineState(1)));
        Assert.Equal(100, answer.Line().GetProperty("rows")[0][4].GetInt32());
    }

    [Theory]
    [InlineData(false, "Imported")]
    [InlineData(true, "Skipped")]
    public async Task Import_AfterARefusedLine_GoesOnUnlessTold(bool stopAtFirstProblem, string second)
    {
        _bench.World.Clearinghouse = static question =>
            ((ClearinghouseQuestion.ImportAgreement)question).Count == 120
                ? new ClearinghouseAnswer(Accepted: false)
                : Imports.Sells(total: 7);

        var answer = await _bench.RunAsync(
            Script.Import,
            _bench.Target,
            Imports.Input("licenseServerId", stopAtFirstProblem, Imports.Agreement(), Imports.Agreement("op-2", quantity: 7)),
            Imports.Secrets);

        Assert.Equal(("Refused", second), (answer.LineState(0), answer.LineState(1)));
    }

    [Fact]
    public async Task Import_OfEightLines_FitsIntoOneFrame()
    {
        _bench.World.Clearinghouse = static _ => Imports.Sells(total: 999_999);
        var lines = Enumerable.Range(1, 8).Select(static n => Imports.Agreement($"op-{n}", quantity: 999_999)).ToArray();

        var answer = await _bench.RunAsync(Script.Import, _bench.Target, Imports.Input(lines), Imports.Secrets);

        Assert.All(Enumerable.Range(0, 8), n => Assert.Equal("Imported", answer.LineState(n)));
        Assert.Equal(8, _bench.World.Asked.Count);
    }
}
