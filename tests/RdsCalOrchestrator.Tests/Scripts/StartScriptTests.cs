using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Domain.Packs;
using RdsCalOrchestrator.Domain.Purchases;
using RdsCalOrchestrator.Functions.Migrations;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Functions.Scripts;
using RdsCalOrchestrator.RunCommand;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>The gate at the effect: whatever the flow believes, nothing is sent that the journal does not allow.</summary>
public sealed class StartScriptTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rdscal-gate-");
    private readonly CountingChannel _channel = new();
    private readonly MigrationJournal _journal;
    private readonly StartScript _start;

    public StartScriptTests()
    {
        var journal = new Journal(
            new SqliteRecordStore(Path.Combine(_folder.FullName, "journal.db")),
            new JournalSerializer(new EphemeralDataProtectionProvider()),
            TimeProvider.System);
        _journal = new MigrationJournal(journal);
        var times = Options.Create(new ScriptTimes());
        _start = new StartScript(
            _journal,
            new Claims(journal, _journal, times),
            new ScriptSighting(_journal, times, TimeProvider.System),
            _channel,
            TimeProvider.System);
    }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    [Theory]
    [InlineData(Script.Remove, Side.Source)]
    [InlineData(Script.Import, Side.Target)]
    [InlineData(Script.Activate, Side.Target)]
    public async Task StartScript_WithoutPlanAndConsent_SendsNothingAndSaysWhy(Script script, Side side)
    {
        var run = await NameAsync(script, side);

        var first = await _start.RunAsync(run, Cancellation);
        var second = await _start.RunAsync(run, Cancellation);

        Assert.Equal((true, true), (first.HasEnded, second.HasEnded));
        Assert.Equal(0, _channel.Started);
        var migration = await _journal.ReadAsync(run.Attempt.Customer, run.Attempt.Migration, Cancellation);
        var outcome = Assert.IsType<ScriptOutcome.NotStarted>(migration.Runs[run.Name].Outcome);
        Assert.Equal("RUN-NOT-ALLOWED", outcome.Finding.Id);
        Assert.False(migration.Owes);
    }

    [Fact]
    public async Task StartScript_InspectRunTwice_IsSentOnce()
    {
        var run = await NameAsync(Script.Inspect, Side.Target);

        var first = await _start.RunAsync(run, Cancellation);
        var second = await _start.RunAsync(run, Cancellation);

        Assert.Equal((true, true), (first.IsAccepted, second.IsAccepted));
        Assert.Equal(1, _channel.Started);
    }

    [Fact]
    public async Task StartScript_ThrottledAtTheSending_IsSentAgainAndNotWaitedFor()
    {
        var run = await NameAsync(Script.Inspect, Side.Target);
        _channel.ThrottledStarts = 1;

        var throttled = await _start.RunAsync(run, Cancellation);
        var sent = await _start.RunAsync(run, Cancellation);

        Assert.Equal((false, false), (throttled.IsAccepted, throttled.HasEnded));
        Assert.Equal((true, 1), (sent.IsAccepted, _channel.Started));
    }

    [Fact]
    public Task StartScript_ThrottledAtTheSendingAndAtTheLookAfterIt_IsSentAgainAndNotWaitedFor() =>
        AssertSentAgainAfterAsync(new ChannelReply.Throttled(null));

    [Fact]
    public Task StartScript_ThrottledAtTheSendingAndRefusedAtTheLookAfterIt_IsSentAgainAndNotWaitedFor() =>
        AssertSentAgainAfterAsync(new ChannelReply.Refused(new Finding("AZ-NO-ACCESS", Severity.Blocked, "new", "It may not.", "Let it.")));

    // Nobody knows then whether Azure has taken it. Only one that is there may be waited for.
    private async Task AssertSentAgainAfterAsync(ChannelReply look)
    {
        var run = await NameAsync(Script.Inspect, Side.Target);
        _channel.ThrottledStarts = 1;
        await _start.RunAsync(run, Cancellation);
        _channel.NextLook = look;

        var blind = await _start.RunAsync(run, Cancellation);
        var sent = await _start.RunAsync(run, Cancellation);

        Assert.Equal((false, false), (blind.IsAccepted, blind.HasEnded));
        Assert.Equal((true, 1), (sent.IsAccepted, _channel.Started));
    }

    private async Task<Run> NameAsync(Script script, Side side)
    {
        var request = Request();
        await _journal.OpenAsync(new Entry.Accepted(request, null), "test", Cancellation);
        var attempt = new Attempt(request.Customer, request.Id, 1);
        var name = $"rc-m-1-{script.ToString().ToLowerInvariant()}-1";
        await _journal.DecideAsync(request.Customer, request.Id, "test", _ => Task.FromResult<(bool, IReadOnlyList<KeyedEntry>)>((true,
        [
            new KeyedEntry("attempt/1/requested", new Entry.AttemptRequested(1)),
            new KeyedEntry("attempt/1/begun", new Entry.AttemptBegun(1)),
            new KeyedEntry("run", new Entry.RunNamed(name, 1, script, side, 1, [], """{"input":{}}""", TimeSpan.FromMinutes(10))),
        ])), Cancellation);
        return new Run(attempt, name, script, side);
    }

    private static MigrationRequest Request() => new(
        new MigrationId("m-1"),
        new CustomerId("alpha"),
        "Alpha",
        ServerNamed("old"),
        SourceState.Reachable,
        ServerNamed("new"),
        Reason.Replacing,
        [new RequestedLine(1, ConnectionMethod.Automatic, "ea", new CalKind(CalVersion.V2019, CalType.User), 10)],
        [
            new Purchase.Agreement(
                "ea",
                LicenseProgram.Enterprise,
                new CalKind(CalVersion.V2019, CalType.User),
                10,
                null,
                new Domain.Identifiers.Secret("7654321")),
        ],
        null, new Approvers([], [], []), new Policy(), [], "test", null);

    private static Server ServerNamed(string name) => new(
        new ServerKey(name),
        Channel.AzureVm,
        ServerId.From(
            $"/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/{name}"),
        null,
        null,
        null,
        null);

    private sealed class CountingChannel : IRunCommandChannel
    {
        public int Started { get; private set; }

        public int ThrottledStarts { get; set; }

        public ChannelReply? NextLook { get; set; }

        public Task<ServerReply> LookAtServerAsync(ServerId server, CancellationToken cancellation) =>
            Task.FromResult<ServerReply>(new ServerReply.Ready("westeurope"));

        public Task<ChannelReply> StartAsync(ServerId server, ServerCommand command, CancellationToken cancellation)
        {
            if (ThrottledStarts-- > 0)
                return Task.FromResult<ChannelReply>(new ChannelReply.Throttled(TimeSpan.FromSeconds(7)));
            Started++;
            return Task.FromResult<ChannelReply>(new ChannelReply.Running(null));
        }

        public Task<ChannelReply> ReadAsync(ServerId server, string name, CancellationToken cancellation)
        {
            var look = NextLook ?? (Started > 0 ? new ChannelReply.Running(null) : new ChannelReply.Absent());
            NextLook = null;
            return Task.FromResult(look);
        }

        public Task<ChannelReply> DeleteAsync(ServerId server, string name, CancellationToken cancellation) =>
            Task.FromResult<ChannelReply>(new ChannelReply.Absent());
    }
}
