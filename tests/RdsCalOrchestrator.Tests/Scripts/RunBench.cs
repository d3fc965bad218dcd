using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Options;
using Microsoft.Extensions.Time.Testing;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Domain.Packs;
using RdsCalOrchestrator.Domain.Purchases;
using RdsCalOrchestrator.Functions.Fleet;
using RdsCalOrchestrator.Functions.Migrations;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Functions.Scripts;
using RdsCalOrchestrator.Functions.Sweeping;
using RdsCalOrchestrator.Tests.Fleet;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>One migration with its journal, a clock, Azure as the test tells it, and the activities of a run.</summary>
internal sealed class RunBench : IDisposable
{
    private const string NoInput = """{"input":{},"notAfterUtc":"2026-11-28T22:00:00Z"}""";

    private static readonly CustomerId Alpha = new("alpha");
    private static readonly MigrationId Id = new("m-1");

    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rdscal-runs-");

    public RunBench()
    {
        var store = new SqliteRecordStore(Path.Combine(_folder.FullName, "journal.db"));
        var journal = new Journal(
            store,
            new JournalSerializer(new EphemeralDataProtectionProvider()),
            Time);
        Journal = new MigrationJournal(journal);
        var times = Options.Create(Times);
        Claims = new Claims(journal, Journal, times);
        var sighting = new ScriptSighting(Journal, times, Time);
        var sweeping = Options.Create(Sweeping);
        var sweep = new ServerSweep(Claims, Journal, Azure, sweeping, Time);
        Budget = SomeFleet.Budget(store, Limits, Time, Azure, times);
        Start = new StartScript(Journal, Claims, sighting, new KeyedHash(journal), sweep, Azure, Budget, times, Time);
        Read = new ReadScript(Journal, sighting, Azure);
        Delete = new DeleteRunCommand(Journal, Azure, Budget);
        Follow = new FollowScript(Journal, times, Output, Time);
        List = new MigrationList(store);
        Sweep = new SweepCommands(List, Journal, sweep, sweeping, Time);
    }

    public SweepOptions Sweeping { get; } = new();

    public MigrationList List { get; }

    public SweepCommands Sweep { get; }

    public ScriptTimes Times { get; } = new();

    public static ScriptOutput Output { get; } = new(new Uri("https://heron.blob.core.windows.net/output"));

    public FleetLimits Limits { get; } = new();

    public FleetBudget Budget { get; }

    public FakeTimeProvider Time { get; } = new(new DateTimeOffset(2026, 11, 28, 20, 0, 0, TimeSpan.Zero));

    public ToldChannel Azure { get; } = new();

    public MigrationJournal Journal { get; }

    public Claims Claims { get; }

    public StartScript Start { get; }

    public ReadScript Read { get; }

    public DeleteRunCommand Delete { get; }

    public FollowScript Follow { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        Microsoft.Data.Sqlite.SqliteConnection.ClearAllPools();
        _folder.Delete(recursive: true);
    }

    /// <summary>Accepts the migration, begins its first attempt and names a run.</summary>
    public async Task<Run> NameAsync(Script script, Side side, string request = NoInput)
    {
        await Journal.OpenAsync(new Entry.Accepted(Request(), null), "test", Cancellation);
        await WriteAsync(new Entry.AttemptRequested(1), new Entry.AttemptBegun(1));
        return await NameAsync(script, side, attempt: 1, number: 1, request);
    }

    public async Task<Run> NameAsync(Script script, Side side, int attempt, int number, string request = NoInput)
    {
        var name = $"rc-m-1-{script.ToString().ToLowerInvariant()}-{number}";
        IReadOnlyList<RunLine> lines = script == Script.Activate ? [new RunLine(0, new OperationId("op-1"), null, IsRepeat: true)] : [];
        await WriteAsync(new Entry.RunNamed(name, number, script, side, attempt, lines, request, TimeSpan.FromMinutes(10)));
        return new Run(new Attempt(Alpha, Id, attempt), name, script, side);
    }

    /// <summary>With an approved plan that activates the target first.</summary>
    public async Task<Run> NameAllowedActivationAsync(string request = NoInput)
    {
        var run = await NameAsync(Script.Activate, Side.Target, request);
        var plan = new MigrationPlan("hash", SourceState.Reachable, [], null, null, [], ActivationWay.Automatic, []);
        await WriteAsync(new Entry.Planned(plan, 1), new Entry.Approved("hash", null));
        return run;
    }

    public Task<bool> WriteAsync(params Entry[] entries)
    {
        IReadOnlyList<KeyedEntry> keyed = [.. entries.Select(static e => new KeyedEntry(Guid.NewGuid().ToString(), e))];
        return Journal.DecideAsync(Alpha, Id, "test", _ => Task.FromResult((true, keyed)), Cancellation);
    }

    public async Task<RunRecord> RecordAsync(Run run) => (await Journal.ReadAsync(Alpha, Id, Cancellation)).Runs[run.Name];

    public async Task<int> RunsAsync() => (await Journal.ReadAsync(Alpha, Id, Cancellation)).Runs.Count;

    internal static MigrationRequest Request(string id = "m-1", string number = "7654321") => new(
        new(id), Alpha, "Alpha", ServerNamed("old"), SourceState.Reachable, ServerNamed("new"), Reason.Replacing,
        [new RequestedLine(1, ConnectionMethod.Automatic, "ea", new CalKind(CalVersion.V2019, CalType.User), 10)],
        [
            new Purchase.Agreement(
                "ea", LicenseProgram.Enterprise, new CalKind(CalVersion.V2019, CalType.User), 10, null,
                new Domain.Identifiers.Secret(number)),
        ],
        new Company("alpha", "Ines", "Carvalho", "Alpha", "Portugal"), new Approvers([], [], []), new Policy(), [], "test", null);

    private static Server ServerNamed(string name) => new(
        new ServerKey(name),
        Channel.AzureVm,
        ServerId.From(
            $"/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/{name}"),
        null,
        null,
        null,
        null);
}
