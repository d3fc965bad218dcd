using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Planning;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.RunCommand;
using RdsCalOrchestrator.Tests.RunCommand.Arm;
using RdsCalOrchestrator.Tests.Scripts;
using Xunit;

namespace RdsCalOrchestrator.Tests.Findings;

/// <summary>An old Windows is told of before the first command: by Azure's word, and until then by the estate file's.</summary>
public sealed class UnreadSystemTests : IDisposable
{
    private const string Id = "AZ-OS-NOT-LISTED";

    private readonly RunBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("Microsoft Windows NT 6.3.9600.0", "6.3.9600")]
    [InlineData("10.0.17763.1697", "10.0.17763")]
    [InlineData("10.0.20348", "10.0.20348")]
    [InlineData("unknown", null)]
    [InlineData("", null)]
    [InlineData(null, null)]
    public async Task LookAtServer_TellsTheBuildThatTheAgentReports(string? osVersion, string? build)
    {
        await using var arm = await FakeArm.StartAsync();
        arm.InstanceView["osVersion"] = osVersion;

        Assert.Equal(new ServerReply.Ready("westeurope", build), await arm.Channel().LookAtServerAsync(FakeArm.Server, Cancellation));
    }

    [Fact]
    public async Task Build_ThatAzureTells_IsNotedBeforeTheCommandIsSent()
    {
        var run = await _bench.NameAsync(Script.Inspect, Side.Target);
        _bench.Azure.Server = new ServerReply.Ready("westeurope", "6.3.9600");
        Finding? whileSending = null;
        _bench.Azure.WhileSending = async () => whileSending = UnreadSystems.Check(await ReadAsync(run), Side.Target);

        await _bench.Start.RunAsync(run, Cancellation);

        Assert.Equal((Id, Severity.Warn), (whileSending?.Id, whileSending?.Severity));
        Assert.Contains("Windows Server 2012 R2", whileSending!.Sentence, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("2012", null, true)]
    [InlineData("2012R2", null, true)]
    [InlineData("2008R2", null, true)]
    [InlineData("2016", null, false)]
    [InlineData(null, null, false)]
    [InlineData("2012R2", "10.0.20348", false)]
    [InlineData("2022", "6.2.9200", true)]
    public void Check_OfBothWords_TakesAzures(string? estate, string? azure, bool isOld) =>
        Assert.Equal(isOld, UnreadSystems.Check(Told(estate, azure), Side.Target) is { Id: Id });

    [Fact]
    public void Check_OfAServerThatNoScriptReaches_SaysNothing()
    {
        var request = RunBench.Request();
        var gone = request with { Source = request.Source with { Channel = Channel.None, Id = null, Os = "2012R2" } };

        Assert.Null(UnreadSystems.Check(Tell(new Entry.Accepted(gone, null)), Side.Source));
    }

    [Fact]
    public void Plan_OfAServerThatDidNotAnswer_WarnsOfItsWindows()
    {
        var told = Told("2022", "6.3.9600", new Entry.ScriptEnded("rc-1", new ScriptOutcome.NoAnswer(Catalogue.NoAnswer("target", "rc-1"))));
        var rivals = new Rivals(told, []);
        var decision = VerifyConnectionMethodStep.Plan(
            told, new Attempt(told.Request.Customer, told.Request.Id, 1), "planned/1",
            new Dictionary<string, IReadOnlyList<string>>(), rivals, default);

        var plan = Assert.IsType<Entry.Planned>(Assert.Single(decision.Entries).Entry).Plan;
        Assert.Single(plan.Findings, static f => f.Id == Id);
    }

    private Task<Migration> ReadAsync(Run run) => _bench.Journal.ReadAsync(run.Attempt.Customer, run.Attempt.Migration, Cancellation);

    private static Migration Told(string? estate, string? azure, params Entry[] more)
    {
        var request = RunBench.Request();
        return Tell(
        [
            new Entry.Accepted(request with { Target = request.Target with { Os = estate } }, null),
            new Entry.AttemptRequested(1),
            new Entry.AttemptBegun(1),
            new Entry.RunNamed("rc-1", 1, Script.Inspect, Side.Target, 1, [], """{"input":{}}""", TimeSpan.FromMinutes(10)),
            new Entry.ScriptStarted("rc-1", "westeurope", azure),
            .. more,
        ]);
    }

    private static Migration Tell(params Entry[] entries) =>
        Migration.From([.. entries.Select(
            static (e, i) => new Recorded($"{i}", new DateTimeOffset(2026, 11, 28, 20, 0, 0, TimeSpan.Zero), "test", e))])!;
}
