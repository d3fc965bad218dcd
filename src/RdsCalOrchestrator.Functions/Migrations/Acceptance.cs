using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Options;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Functions.Batches;
using RdsCalOrchestrator.Functions.Records;

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
        await _journal.FindAsync(request.Customer, request.Id, cancellation) is { } known && !(Same(known.Migration.Request, _waits.Shorten(request)) && known.Migration.Batch == batch);

    /// <summary>Requests attempt 1 unless there is one, and starts the attempt that was requested last if it has not begun.</summary>
    internal Task StartAsync(DurableTaskClient client, CustomerId customer, MigrationId id, string by, CancellationToken cancellation) =>
        StartAsync(client, customer, id, by, static m => m.AttemptsRequested == 0, cancellation);

    /// <summary>A new attempt goes on from journal and receipts, once the latest has ended.</summary>
    internal Task<bool> ResumeAsync(DurableTaskClient client, CustomerId customer, MigrationId id, string by, CancellationToken cancellation) =>
        StartAsync(client, customer, id, by, static m => m.End is not null and not MigrationEnd.Closed, cancellation);

    /// <summary>
    /// Starts what was accepted or begun and has no instance, as after a lost task hub; and ends in the journal what an instance that broke
    /// left open, so that an operator sees it and can resume.
    /// </summary>
    internal async Task KeepGoingAsync(DurableTaskClient client, CustomerId customer, MigrationId id, CancellationToken cancellation)
    {
        var migration = await _journal.RepairAsync(customer, id, cancellation);
        if (migration.End is not null)
            return;
        if (migration.AttemptsRequested == 0)
        {
            // One of a batch begins when the batch says so.
            if (migration.Batch is null)
                await StartAsync(client, customer, id, migration.Request.RequestedBy, cancellation);
            return;
        }

        var attempt = new Attempt(customer, id, migration.AttemptsRequested);
        if (await client.GetInstanceAsync(attempt.InstanceId, getInputsAndOutputs: true, cancellation) is not { } instance)
            await ScheduleAsync(client, attempt, cancellation);
        else if (instance.IsCompleted)
            await EndAsync(attempt, new MigrationEnd.Faulted(nameof(MigrateCals), instance.FailureDetails?.ErrorMessage ?? "It ended without an end."), cancellation);
    }

    private Task EndAsync(Attempt attempt, MigrationEnd end, CancellationToken cancellation) =>
        _journal.DecideAsync(attempt.Customer, attempt.Migration, StepDecider.By, migration =>
        {
            IReadOnlyList<KeyedEntry> entries = migration.End is null && migration.AttemptsRequested == attempt.Number
                ? [new KeyedEntry($"attempt/{attempt.Number}/ended", new Entry.Ended(attempt.Number, end))]
                : [];
            return Task.FromResult((true, entries));
        }, cancellation);

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
            await RunBatch.StartAsync(client, batch, cancellation);
        return isNew;
    }

    private static async Task ScheduleAsync(DurableTaskClient client, Attempt attempt, CancellationToken cancellation)
    {
        try
        {
            await client.ScheduleNewOrchestrationInstanceAsync(nameof(MigrateCals), attempt, new Microsoft.DurableTask.StartOrchestrationOptions(attempt.InstanceId), cancellation);
        }
        catch (DurableTask.Core.Exceptions.OrchestrationAlreadyExistsException)
        {
            // It runs: that is what was wanted.
        }
    }

    private static bool Same(MigrationRequest a, MigrationRequest b) => JsonSerializer.Serialize(a, InMemoryOnly) == JsonSerializer.Serialize(b, InMemoryOnly);

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
