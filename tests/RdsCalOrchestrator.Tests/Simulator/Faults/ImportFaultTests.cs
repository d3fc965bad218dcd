using Azure;
using RdsCalOrchestrator.Simulator.Estate;
using RdsCalOrchestrator.Simulator.Faults;
using RdsCalOrchestrator.Simulator.LicenseServers;
using RdsCalOrchestrator.Tests.Simulator.Arm;
using RdsCalOrchestrator.Tests.Simulator.Estate;
using Xunit;

namespace RdsCalOrchestrator.Tests.Simulator.Faults;

/// <summary>Faults of an import on its server: what the script hears, and what is on both servers then.</summary>
public sealed class ImportFaultTests : IAsyncLifetime
{
    private const string Refused = "2147749889";

    private readonly TestFolder _folder = new();
    private RunningEstate _estate = null!;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        var world = TestWorld.State();
        world.Machines[1].Licensing.Reaches.Add("old.test.example");
        // Five of the kind that moves lie beside it, of another purchase.
        world.Machines[0].Licensing.Packs.Add(
            new() { RowId = 9, KeyPackType = 5, ProductType = 1, VersionId = 4, Total = 5, Description = "A02-6.02-S" });
        _estate = await RunningEstate.StartAsync(_folder, world, scripts: static w => new ScriptMachine(w));
    }

    public async ValueTask DisposeAsync()
    {
        await _estate.DisposeAsync();
        _folder.Dispose();
    }

    [Fact]
    public async Task NoFault_MovesWhatWasAskedFor()
    {
        Assert.Equal("0", await ImportAsync("rc-1"));
        AssertTotals(old: 5, now: 120, events: [89]);
    }

    [Theory]
    [InlineData(nameof(Fault.ClearinghouseUnreachable))]
    [InlineData(nameof(Fault.ClearinghouseRefuses))]
    public async Task Clearinghouse_ThatRefusesOnce_ImportsAtTheNextCall(string fault)
    {
        Order(fault);

        Assert.Equal(Refused, await ImportAsync("rc-1"));
        AssertTotals(old: 125, now: 0, events: []);
        Assert.Equal("0", await ImportAsync("rc-2"));
        AssertTotals(old: 5, now: 120, events: [89]);
        AssertFiredOn("rc-1");
    }

    [Fact]
    public async Task CodeUsed_IsOfRetailCodesOnly()
    {
        Order(nameof(Fault.CodeUsed));
        const string Retail = "ImportRetailPurchaseLicenseKeyPack";
        var arguments = $"sLicenseCode = '{TestWorld.Code}'";

        Assert.Equal("0", await ImportAsync("rc-1"));
        Assert.Equal(Refused, await CallAsync("rc-2", Retail, arguments));
        Assert.Equal("0", await CallAsync("rc-3", Retail, arguments));
        AssertFiredOn("rc-2");
    }

    [Theory]
    [InlineData(nameof(Fault.ImportOfOtherTotal), 6, 119, new[] { 89 })]
    [InlineData(nameof(Fault.SourceRemovalRefused), 125, 120, new[] { 90 })]
    [InlineData(nameof(Fault.ImportRemovesKind), 0, 120, new[] { 89 })]
    [InlineData(nameof(Fault.EventsAbsent), 5, 120, new int[0])]
    [InlineData(nameof(Fault.EventsInOtherLog), 5, 120, new[] { 89 })]
    [InlineData(nameof(Fault.EventsWrong), 5, 120, new[] { 92 })]
    public async Task Import_ThatSucceeds_LeavesWhatTheFaultSays(string fault, int old, int now, int[] events)
    {
        Order(fault);

        Assert.Equal("0", await ImportAsync("rc-1"));
        AssertTotals(old, now, events);
        AssertFiredOn("rc-1");
        if (fault == nameof(Fault.EventsInOtherLog))
            Assert.NotEqual("System", Assert.Single(_estate.Estate.FindByName("NEW")!.Events).Log);
    }

    [Theory]
    [InlineData(PowerCut.BeforeImport, 125, 0)]
    [InlineData(PowerCut.BetweenImportAndRemoval, 125, 120)]
    public async Task RebootMidRun_KillsTheScriptAndIsRunningAgain(PowerCut moment, int old, int now)
    {
        _estate.Estate.FailNext("NEW", new() { Fault = Fault.RebootMidRun, Moment = (PowerCutMoment)moment });
        _estate.Time.Advance(TimeSpan.FromMinutes(1));

        await ImportAsync("rc-1");

        AssertTotals(old, now, events: []);
        Assert.Equal(_estate.Time.GetUtcNow(), _estate.Estate.FindByName("NEW")!.BootedUtc);
        Assert.Equal(ScriptEnd.PowerLost, _estate.Estate.Read(static s => s.Executions[0].End));
        AssertFiredOn(null);
    }

    [Fact]
    public async Task Import_OfVersion2_RemovesRowsOf2008R2()
    {
        var old = _estate.Estate.FindByName("OLD")!;
        _estate.Estate.Change(old, _ => old.Packs =
            [new() { RowId = 30, KeyPackType = 2, ProductType = 1, VersionId = 3, Total = 40, Description = "C50-6.01-S" }]);
        _estate.Estate.Change(static (state, _) =>
        {
            state.Clearinghouse.Purchases[0].Kinds.Add(
                new() { VersionId = 2, ProductType = 1, Quantity = 40, On = { [TestWorld.OldId] = 40 } });
            return true;
        });

        await CallAsync("rc-1", "ImportAgreementLicenseKeyPack", Agreement(versionId: 2, count: 40));

        Assert.Empty(old.Packs);
    }

    private void Order(string fault) => Assert.NotNull(_estate.Estate.FailNext("NEW", new() { Fault = Enum.Parse<Fault>(fault) }));

    private Task<string> ImportAsync(string run) => CallAsync(run, "ImportAgreementLicenseKeyPack", Agreement(versionId: 4, count: 120));

    private static string Agreement(int versionId, int count) =>
        $"AgreementType = [uint32]1; sAgreementNumber = '{TestWorld.Agreement}'; ProductVersion = [uint32]{versionId}; "
        + $"ProductType = [uint32]1; LicenseCount = [uint32]{count}";

    /// <returns>What the call returned, as the script wrote it.</returns>
    private async Task<string> CallAsync(string run, string method, string arguments)
    {
        var script = "param($Request, $Secrets) Write-Output (Invoke-CimMethod -ClassName Win32_TSLicenseKeyPack "
            + $"-MethodName {method} -Arguments @{{ {arguments}; "
            + $"sSourceLSName = 'old.test.example'; sSourceLSProductId = '{TestWorld.OldId}' }}).ReturnValue";
        await _estate.Commands("new").CreateOrUpdateAsync(WaitUntil.Started, run, RunCommandTests.Body(script), Cancellation);
        await _estate.WhenIdleAsync();
        return (await _estate.Commands("new").GetAsync(run, "instanceView", Cancellation)).Value.Data.InstanceView.Output.Trim();
    }

    private void AssertTotals(int old, int now, int[] events)
    {
        var count = _estate.Estate.Read(EstateCount.Of);
        Assert.Equal((old, now), (count.Machines[0].Totals.Sum(static t => t.Total), count.Machines[1].Totals.Sum(static t => t.Total)));
        Assert.Equal(events, _estate.Estate.FindByName("NEW")!.Events.Select(static e => e.Id));
    }

    private void AssertFiredOn(string? run)
    {
        var fault = Assert.Single(_estate.Estate.FaultsOf("NEW")!.Faults);
        Assert.NotNull(fault.FiredUtc);
        Assert.Equal(run, fault.FiredOn);
    }

    public enum PowerCut
    {
        BeforeImport = PowerCutMoment.BeforeImport,
        BetweenImportAndRemoval = PowerCutMoment.BetweenImportAndRemoval,
    }
}
