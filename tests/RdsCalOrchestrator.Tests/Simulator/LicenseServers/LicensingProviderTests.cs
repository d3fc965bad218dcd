using RdsCalOrchestrator.Simulator.LicenseServers;
using RdsCalOrchestrator.Tests.Scripts;
using Xunit;

namespace RdsCalOrchestrator.Tests.Simulator.LicenseServers;

/// <summary>What WMI and the licensing provider say to calls that no script of ours makes.</summary>
public sealed class LicensingProviderTests : IDisposable
{
    private readonly DirectoryInfo _disk = Directory.CreateTempSubdirectory("rdscal-windows-");
    private readonly ScriptWorld _world = new();
    private readonly LicensingState _server = RdsCalOrchestrator.Tests.Scripts.Servers.Source();

    public void Dispose() => _disk.Delete(recursive: true);

    [Theory]
    [InlineData("UninstallLicenseKeyPackWithId -Arguments @{ KeyPackId = 3 }", "0x80041005")]
    [InlineData("UninstallLicenseKeyPackWithId -Arguments @{ KeyPackID = [string]3 }", "0x80041005")]
    [InlineData("UninstallLicenseKeyPackWithId -Arguments @{ RowId = [uint32]3 }", "0x8004102f")]
    [InlineData("UninstallLicenseKeyPackWithId", "0x8004102f")]
    [InlineData("RemoveLicensesWithIdCount -Arguments @{ KeyPackId = [uint32]3; LicenseCount = [uint32]1; Force = $true }", "0x8004102f")]
    [InlineData("MigrateLicenseKeyPack", "0x8004102e")]
    public async Task Method_CalledOtherwiseThanDocumented_FailsBeforeItActs(string call, string code)
    {
        var output = await RunAsync(
            $"try {{ Invoke-CimMethod -ClassName Win32_TSLicenseKeyPack -MethodName {call} }} "
            + "catch { Write-Output $_.FullyQualifiedErrorId }");

        Assert.StartsWith($"HRESULT {code},", output, StringComparison.Ordinal);
        Assert.Empty(_world.Effects);
    }

    [Theory]
    [InlineData("UninstallLicenseKeyPackWithId -Arguments @{ KeyPackId = [uint32]99 }", "2147749890")]
    [InlineData("RemoveLicensesWithIdCount -Arguments @{ KeyPackId = [uint32]3; LicenseCount = [uint32]101 }", "2147749896")]
    public async Task Method_ThatCannotBeDone_ReturnsACode(string call, string code)
    {
        Assert.Equal(
            code, await RunAsync($"Write-Output (Invoke-CimMethod -ClassName Win32_TSLicenseKeyPack -MethodName {call}).ReturnValue"));
        Assert.Empty(_world.Effects);
    }

    [Fact]
    public async Task Script_ThatNobodyCaught_EndsWithOne()
    {
        var run = await RunWholeAsync("$ErrorActionPreference = 'Stop'; Get-CimInstance -ClassName Win32_NoSuchClass");

        Assert.Equal(1, run.ExitCode);
        Assert.NotEmpty(run.Error);
    }

    [Fact]
    public async Task Script_ReachesNoFileSystemDriveAndNoProgram()
    {
        var output = await RunAsync(
            "foreach ($name in 'Get-ChildItem', 'Start-Process', 'whoami') "
            + "{ try { & $name } catch { Write-Output $_.FullyQualifiedErrorId } }");

        // Programs are looked for in folders, and there is no provider of any.
        Assert.Equal(["CommandNotFoundException", "CommandNotFoundException", "ProviderNotFound"], output.Split("\r\n"));
    }

    private async Task<string> RunAsync(string script) => (await RunWholeAsync(script)).Output.Trim();

    private Task<ScriptRun> RunWholeAsync(string script) =>
        new ScriptMachine(_world).RunAsync(
            _server, _disk.FullName, script, new Dictionary<string, string>(), TestContext.Current.CancellationToken);
}
