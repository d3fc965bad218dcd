using System.Text.Json;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.Time.Testing;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Planning;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Domain.Packs;
using RdsCalOrchestrator.Functions.Migrations;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Tests.Records.Store;
using Xunit;
using Secret = RdsCalOrchestrator.Domain.Identifiers.Secret;

namespace RdsCalOrchestrator.Tests.Migrations.Packs;

/// <summary>Migrations of one customer over one record store: planned as the app plans them, claimed twice, imported and closed as told.</summary>
internal sealed class PackBench : IDisposable
{
    internal static readonly CustomerId Customer = new("heron");

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web);

    private readonly TestRecords _records = new(StoreKind.SqliteFile);
    private readonly EphemeralDataProtectionProvider _protection = new();
    private readonly FakeTimeProvider _time = new(new DateTimeOffset(2026, 11, 28, 20, 0, 0, TimeSpan.Zero));

    internal PackBench() => (Journal, Migrations, Claims) = NewHost();

    internal Journal Journal { get; }

    internal MigrationJournal Migrations { get; }

    internal PackClaims Claims { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _records.Dispose();

    /// <summary>What another process over the same records has.</summary>
    internal (Journal Journal, MigrationJournal Migrations, PackClaims Claims) NewHost()
    {
        var journal = new Journal(_records.Open(), new JournalSerializer(_protection), _time);
        var migrations = new MigrationJournal(journal);
        return (journal, migrations, new PackClaims(journal, migrations, new KeyedHash(journal)));
    }

    /// <summary>Accepts, plans and approves it; what the plan says of other migrations.</summary>
    internal async Task<IReadOnlyList<Finding>> PlanAsync(PackMove move)
    {
        await Migrations.OpenAsync(new Entry.Accepted(move.Request(), null), "test", Cancellation);
        await WriteAsync(move.Id, new Entry.AttemptRequested(1), new Entry.AttemptBegun(1));
        if (move.Reading is { } reading)
            await WriteReadingAsync(move, reading);
        if (move.Codes.Count > 0)
            await WriteAsync(move.Id, new Entry.CodesRead("p", [.. move.Codes.Select(static c => new Secret(c))]));
        return await PlanAgainAsync(move);
    }

    internal async Task<IReadOnlyList<Finding>> PlanAgainAsync(PackMove move)
    {
        var migration = await Migrations.ReadAsync(Customer, move.Id, Cancellation);
        var rivals = await Claims.RivalsOfAsync(migration, Cancellation);
        var plan = Preflight.Check(
            migration.Request, move.Reading, null, move.TargetReading, null, StepDecider.HashesOf(migration), rivals, new DateOnly(2026, 11, 28));
        await WriteAsync(move.Id, new Entry.Planned(plan, 1), new Entry.Approved(plan.Hash, null));
        Assert.NotEmpty(plan.Lines);
        return [.. plan.Findings.Where(static f => f.Id.StartsWith("RUN-", StringComparison.Ordinal))];
    }

    /// <summary>Twice, as any activity may run; both must say the same.</summary>
    internal async Task<string?> ClaimAsync(PackMove move, int attempt = 1)
    {
        var first = await Claims.TakeAsync(new Attempt(Customer, move.Id, attempt), Cancellation);
        var second = await Claims.TakeAsync(new Attempt(Customer, move.Id, attempt), Cancellation);
        Assert.Equal(first, second);
        return first?.Id;
    }

    /// <summary>Planned, claimed and imported; its clean-up is owed.</summary>
    internal async Task ImportAsync(PackMove move)
    {
        Assert.DoesNotContain(await PlanAsync(move), static f => f.Severity == Severity.Blocked);
        Assert.Null(await ClaimAsync(move));
        await ImportClaimedAsync(move);
    }

    internal async Task ImportClaimedAsync(PackMove move)
    {
        var lines = (await Migrations.ReadAsync(Customer, move.Id, Cancellation)).Plan!.Lines;
        IReadOnlyList<RunLine> sent = [.. lines.Select(static l => new RunLine(l.Number, l.Operation, null, false))];
        var run = $"rc-{move.Id}-import-t-1";
        await WriteAsync(
            move.Id,
            new Entry.RunNamed(run, 1, Script.Import, Side.Target, 1, sent, "{}", TimeSpan.FromMinutes(10)),
            new Entry.ScriptStarted(run, "westeurope"));
        foreach (var line in lines)
            await WriteAsync(
                move.Id, new Entry.LineJudged(line.Number, run, LineResult.Imported, [PackMove.Pack(40 + line.Number, line.Cals)], null, null));
    }

    internal async Task CloseAsync(PackMove move) =>
        await WriteAsync(move.Id, new Entry.Ended(1, new MigrationEnd.Closed(Verdict.Proved)));

    // The plan is made from it, and before the plan nothing else knows the server's own names.
    private async Task WriteReadingAsync(PackMove move, ServerReading reading)
    {
        var run = $"rc-{move.Id}-inspect-s-1";
        var server = new { reading.Identity.ComputerName, reading.Identity.ProductId, LicenseServerId = reading.Identity.LicenseServerId!.Value };
        var result = new { Packs = Array.Empty<int>(), Role = new { Installed = true, Service = "Running" }, Activation = 0, Can = new { } };
        await WriteAsync(
            move.Id,
            new Entry.RunNamed(run, 1, Script.Inspect, Side.Source, 1, [], """{"input":{}}""", TimeSpan.FromMinutes(10)),
            new Entry.ScriptEnded(run, new ScriptOutcome.Answered(
                FrameOutcome.Ok, JsonSerializer.SerializeToElement(server, Web), JsonSerializer.SerializeToElement(result, Web),
                JsonSerializer.SerializeToElement(Array.Empty<int>()))));
    }

    internal async Task WriteAsync(MigrationId id, params Entry[] entries)
    {
        _time.Advance(TimeSpan.FromMinutes(1));
        IReadOnlyList<KeyedEntry> keyed = [.. entries.Select(static e => new KeyedEntry(Guid.NewGuid().ToString(), e))];
        await Migrations.DecideAsync(Customer, id, "test", _ => Task.FromResult((true, keyed)), Cancellation);
    }
}
