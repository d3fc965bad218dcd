using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Planning;
using RdsCalOrchestrator.Domain.Packs;
using RdsCalOrchestrator.Tests.Scripts;
using Xunit;

namespace RdsCalOrchestrator.Tests.Migrations;

/// <summary>A plan names the unproven facts that it relies on, and leaves out what the operator has seen hold.</summary>
public sealed class UnprovenTests
{
    private const string Server2012R2 = "6.3.9600";
    private const string Server2019 = "10.0.17763";

    [Fact]
    public void Plan_OfAReachableSource_NamesWhatAnImportMayDoToIt() =>
        Assert.Equal(
            "This plan relies on A-SOURCE-ID, A-443, A-IMPORT-REMOVES, A-KIND-REMOVED, which nobody has proved on Windows Server 2019.",
            Find(new Policy())?.Sentence);

    [Fact]
    public void Plan_OfAGoneSourceNobodyKnows_ReliesOnADeadSource() =>
        Assert.Contains(" A-DEAD-SOURCE, A-443,", Find(new Policy(), source: null)?.Sentence, StringComparison.Ordinal);

    [Fact]
    public void Plan_OfAWorkgroupOnAnOldSystem_SaysSo()
    {
        var source = Reading(Server2012R2, inDomain: false, Some.Pack(3, 10, versionId: 6));
        Assert.Contains("A-WORKGROUP, A-OLD-OS,", Find(new Policy(), source)?.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("A-443", true)]
    [InlineData("A-443@2019", true)]
    [InlineData("A-443@2022", false)]
    public void Plan_WhereOneHeld_NamesTheOthers(string proven, bool holds)
    {
        var sentence = Find(new Policy { Proven = [proven] })!.Sentence;

        Assert.Equal(!holds, sentence.Contains("A-443", StringComparison.Ordinal));
        Assert.Contains("A-SOURCE-ID", sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Plan_WhereAllHeld_SaysNothing() =>
        Assert.Null(Find(new Policy { Proven = ["A-SOURCE-ID", "A-443@2019", "A-IMPORT-REMOVES", "A-KIND-REMOVED"] }));

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Plan_OfAPolicyThatBlocks_IsBlocked(bool blocks)
    {
        var plan = Plan(new Policy { UnprovenBlocks = blocks }, Reading(Server2019, inDomain: true, Some.Pack(3, 10, versionId: 6)));

        Assert.Equal(blocks ? Severity.Blocked : Severity.Warn, Assert.Single(plan.Findings, static f => f.Id == "ASM-UNPROVEN").Severity);
    }

    private static Finding? Find(Policy policy) => Find(policy, Reading(Server2019, inDomain: true, Some.Pack(3, 10, versionId: 6)));

    private static Finding? Find(Policy policy, ServerReading? source) =>
        Plan(policy, source).Findings.SingleOrDefault(static f => f.Id == "ASM-UNPROVEN");

    private static MigrationPlan Plan(Policy policy, ServerReading? source)
    {
        var request = RunBench.Request() with { Policy = policy, SourceState = source is null ? SourceState.Gone : SourceState.Reachable };
        var codes = new Dictionary<string, IReadOnlyList<string>>();
        var nobody = new Rivals(Migration.From([new Recorded("accepted", default, "test", new Entry.Accepted(request, null))])!, []);
        return Preflight.Check(request, source, null, Reading(Server2019, inDomain: true), null, codes, nobody, new DateOnly(2026, 11, 28));
    }

    private static ServerReading Reading(string osBuild, bool inDomain, params LicenseKeyPack[] packs) => new(
        new DateTimeOffset(2026, 11, 28, 20, 0, 0, TimeSpan.Zero),
        new ServerIdentity("LS", "00252-70012-41583-AT417", new(Servers.SourceId), "ls.example"), osBuild, inDomain, inDomain,
        RoleInstalled: true, "Running", Activation: 0, new Callable(true, true, true, true, true), Reaches443: true, packs, Next: null);
}
