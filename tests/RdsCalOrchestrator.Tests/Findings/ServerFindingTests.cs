using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Planning;
using RdsCalOrchestrator.Domain.Packs;
using RdsCalOrchestrator.Tests.Migrations;
using RdsCalOrchestrator.Tests.Scripts;
using Xunit;

namespace RdsCalOrchestrator.Tests.Findings;

/// <summary>What a plan says of a license server, from one reading that shows it.</summary>
public sealed class ServerFindingTests
{
    private static readonly ServerReading Good = new(
        new DateTimeOffset(2026, 11, 28, 20, 0, 0, TimeSpan.Zero),
        new ServerIdentity("LS", "00252-70012-41583-AT417", new(Servers.SourceId), "ls.example"),
        "10.0.17763", InDomain: true, InLicenseServersGroup: true, RoleInstalled: true, "Running", Activation: 0,
        new Callable(true, true, true, true, true),
        Reaches443: true, [], Next: null, PsVersion: "5.1.17763.1", Problems: []);

    public static TheoryData<string, Severity, ServerReading> Targets => new()
    {
        { "AZ-OS-NOT-LISTED", Severity.Warn, Good with { OsBuild = "6.3.9600" } },
        { "AZ-OS-NOT-LISTED", Severity.Warn, Good with { OsBuild = "6.2.9200" } },
        { "LS-NOT-RUNNING", Severity.Blocked, Good with { RoleInstalled = false } },
        { "LS-NOT-RUNNING", Severity.Blocked, Good with { Service = "Stopped" } },
        { "LS-NOT-ACTIVATED", Severity.Info, Good with { Activation = 1 } },
        { "LS-ACTIVATION-UNKNOWN", Severity.Blocked, Good with { Activation = 2 } },
        { "LS-PROVIDER-UNUSABLE", Severity.Blocked, Good with { Can = Good.Can with { ImportOffline = false } } },
        { "LS-PROVIDER-UNUSABLE", Severity.Blocked, Good with { Problems = [new("RDS-PROVIDER-EMPTY", "productId")] } },
        { "LS-WMI-ERROR", Severity.Blocked, Good with { Problems = [new("WMI-0x80041099", "Win32_TSLicenseKeyPack")] } },
        { "LS-WMI-ERROR", Severity.Warn, Good with { Problems = [new("WMI-0x80041001", "directory")] } },
        { "LS-POWERSHELL-TOO-OLD", Severity.Blocked, Good with { PsVersion = "2.0" } },
        { "LS-BACKUP-FAILED", Severity.Warn, Good with { Backup = "NotMade" } },
        { "LS-BACKUP-FAILED", Severity.Blocked, Good with { Problems = [new("RDS-NO-BACKUP", "backup")] } },
    };

    [Theory]
    [MemberData(nameof(Targets))]
    public void Plan_OfATargetThatShowsIt_SaysSoOnce(string id, Severity severity, ServerReading target) =>
        Assert.Equal(severity, Assert.Single(Findings(target), f => f.Id == id).Severity);

    [Fact]
    public void Plan_OfAGoodTarget_SaysNothingOfServers() => Assert.DoesNotContain(
        Findings(Good), static f => f.Id.StartsWith("AZ-", StringComparison.Ordinal) || f.Id.StartsWith("LS-", StringComparison.Ordinal));

    [Theory]
    [InlineData("3.0")]
    [InlineData("4.0")]
    [InlineData("")]
    [InlineData(null)]
    public void Plan_OfAPowerShellThatWillDo_SaysNothing(string? version) =>
        Assert.DoesNotContain(Findings(Good with { PsVersion = version }), static f => f.Id == "LS-POWERSHELL-TOO-OLD");

    [Fact]
    public void Plan_OfAServiceThatIsStopped_SaysItOnceAndNotInWmisWordsToo()
    {
        var stopped = Good with { Service = "Stopped", Problems = [new("WMI-0x80041014", "Win32_TSLicenseServer")] };

        Assert.Equal("The RD Licensing role on new is stopped.", Assert.Single(Findings(stopped), static f => f.Id == "LS-NOT-RUNNING").Sentence);
    }

    [Fact]
    public void Plan_OfASourceNobodyKnows_SaysItsIdIsUnknown() =>
        Assert.Contains(Plan(null, Good, SourceState.Gone).Findings, static f => f.Id == "LS-SOURCE-ID-UNKNOWN");

    private static IReadOnlyList<Finding> Findings(ServerReading target) =>
        Plan(Good with { Packs = [Some.Pack(3, 10, versionId: 6)] }, target, SourceState.Reachable).Findings;

    private static MigrationPlan Plan(ServerReading? source, ServerReading target, SourceState state)
    {
        var request = RunBench.Request() with { SourceState = state };
        var nobody = new Rivals(Migration.From([new Recorded("accepted", default, "test", new Entry.Accepted(request, null))])!, []);
        var codes = new Dictionary<string, IReadOnlyList<string>>();
        return Preflight.Check(request, source, null, target, null, codes, nobody, new DateOnly(2026, 11, 28));
    }
}
