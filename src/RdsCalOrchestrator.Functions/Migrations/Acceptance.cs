using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Functions.Batches;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Functions.Watching;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>Journals what was asked for, and starts attempts: the journal first, then the engine.</summary>
public sealed class Acceptance
{
    private static readonly JsonSerializerOptions InMemoryOnly = new() { Converters = { new Revealed() } };

    private readonly MigrationJournal _journal;
    private readonly Waits _waits;

    internal Acceptance(MigrationJournal journal, IOptions<Waits> waits) => (_journal, _waits) = (journal, waits.Value);

    /// <summary>Accepts a migration once: the same id with the same body is the same migration, with another body a conflict.</summary>
    internal async Task<Accepted> AcceptAsync(MigrationRequest request, BatchId? batch, CancellationToken cancellation)
    {
        request = _waits.Shorten(request);
        var known = await _journal.FindAsync(request.Customer, request.Id, cancellation);
        if (known is null && await _journal.OpenAsync(new Entry.Accepted(request, batch), request.RequestedBy, cancellation))
            return Accepted.New;
        known ??= await _journal.FindAsync(request.Customer, request.Id, cancellation);
        return Same(known!.Migration.Request, request) && known.Migration.Batch == batch ? Accepted.Known : Accepted.Conflict;
    }

    /// <summary>Would accepting it be a conflict? Asked of a whole batch before any of it is accepted.</summary>
    internal async Task<bool> IsConflictAsync(MigrationRequest request, BatchId? batch, CancellationToken cancellation) =>
        await _journal.FindAsync(request.Customer, request.Id, cancellation) is { } known
        && !(Same(known.Migration.Request, _waits.Shorten(request)) && known.Migration.Batch == batch);

    /// <summary>Requests attempt 1 unless there is one, and starts the attempt that was requested last if it has not begun.</summary>
    internal Task StartAsync(DurableTaskClient client, CustomerId customer, MigrationId id, string by, CancellationToken cancellation) =>
        StartAsync(client, customer, id, by, static m => m.AttemptsRequested == 0, cancellation);

    /// <summary>A new attempt goes on from journal and receipts, once the latest has ended.</summary>
    internal Task<bool> ResumeAsync(DurableTaskClient client, CustomerId customer, MigrationId id, string by, CancellationToken cancellation) =>
        StartAsync(client, customer, id, by, static m => m.End is not null and not MigrationEnd.Closed, cancellation);

    private async Task<bool> StartAsync(
        DurableTaskClient client, CustomerId customer, MigrationId id, string by, Func<Migration, bool> wantsNew, CancellationToken cancellation)
    {
        var (number, isNew, hasBegun, batch) = await _journal.DecideAsync(customer, id, by, migration =>
        {
            var isNew = wantsNew(migration);
            var number = migration.AttemptsRequested + (isNew ? 1 : 0);
            IReadOnlyList<KeyedEntry> entries = isNew ? [new KeyedEntry($"attempt/{number}/requested", new Entry.AttemptRequested(number))] : [];
            return Task.FromResult(((number, isNew, migration.AttemptsBegun == number, migration.Batch), entries));
        }, cancellation);
        if (isNew || !hasBegun)
            await ScheduleAsync(client, new Attempt(customer, id, number), cancellation);
        // A batch that was done, or stopped by its errors, may have something to start again.
        if (isNew && number > 1 && batch is not null)
            await BatchLoop.StartAsync(client, batch, cancellation);
        return isNew;
    }

    /// <summary>Starts the instance of an attempt that the journal has; it runs already, if it does.</summary>
    internal static async Task ScheduleAsync(DurableTaskClient client, Attempt attempt, CancellationToken cancellation)
    {
        // The instance and all it calls belong to the trace in which it is started.
        using var span = MigrationTrace.Begin("attempt", attempt.Customer, attempt.Migration);
        span?.SetTag("rdscal.attempt", attempt.Number);
        await client.TryStartAsync(nameof(MigrateCals), attempt, attempt.InstanceId, cancellation);
    }

    private static bool Same(MigrationRequest a, MigrationRequest b) =>
        JsonSerializer.Serialize(a, InMemoryOnly) == JsonSerializer.Serialize(b, InMemoryOnly);

    // Compared and dropped; this text goes nowhere.
    private sealed class Revealed : JsonConverter<Secret>
    {
        public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) => throw new JsonException();

        public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) => writer.WriteStringValue(value.Reveal());
    }
}

internal enum Accepted
{
    New,
    Known,
    Conflict,
}
