using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Functions.Asks;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Functions.Submissions;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>Migrations for operators. A function key proves a role, not a person: names are recorded as stated.</summary>
public sealed class MigrationsApi(MigrationJournal journal, Acceptance acceptance, MigrationList list, AskLinks links)
{
    [Function(nameof(SubmitMigration))]
    public async Task<IResult> SubmitMigration(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "migrations")] HttpRequest request, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var (form, refused) = await SubmissionForm.ReadAsync(request, cancellation);
        if (form is null)
            return refused!;
        var read = form.Read();
        if (read.Problems.Count > 0)
            return Problems.Input(read.Problems, read.Warnings);
        if (read.Requests is not [var migration])
            return Problems.BadRequest($"The file holds {read.Requests.Count} migrations; this call takes one. Use /batches for more.");
        if (await acceptance.AcceptAsync(migration, null, cancellation) == Accepted.Conflict)
            return Problems.Conflict($"Migration {migration.Id} of {migration.Customer} exists with another content. Choose another name, or send the same again.");
        await acceptance.StartAsync(client, migration.Customer, migration.Id, form.RequestedBy, cancellation);
        var address = $"migrations/{migration.Customer}/{migration.Id}";
        return Results.Accepted(address, new { migration = migration.Id, customer = migration.Customer, warnings = read.Warnings.Select(static w => w.ToString()) });
    }

    [Function(nameof(ListMigrations))]
    public async Task<IResult> ListMigrations(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "migrations")] HttpRequest request, CancellationToken cancellation) =>
        request.Query["customer"].ToString() is { Length: > 0 } customer
            ? Results.Json(await list.OfAsync(new CustomerId(customer), cancellation), ApiJson.Options)
            : Problems.BadRequest("Name a customer: /migrations?customer=KEY. Lists never mix two customers.");

    [Function(nameof(GetMigration))]
    public async Task<IResult> GetMigration(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "migrations/{customer}/{migration}")] HttpRequest request, string customer, string migration, CancellationToken cancellation) =>
        await FindAsync(customer, migration, cancellation) is { } found ? Results.Json(MigrationView.Of(found), ApiJson.Options) : Problems.NotFound("migration");

    [Function(nameof(CancelMigration))]
    public async Task<IResult> CancelMigration(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "migrations/{customer}/{migration}/cancel")] HttpRequest request,
        string customer, string migration, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var (body, refused) = await OperatorNote.ReadAsync(request, cancellation);
        if (body is null)
            return refused!;
        if (await FindAsync(customer, migration, cancellation) is not { } found)
            return Problems.NotFound("migration");
        await journal.DecideAsync(found.Request.Customer, found.Request.Id, body.By, read => Task.FromResult<(bool, IReadOnlyList<KeyedEntry>)>(
            (true, read.CancelledBy is null ? [new KeyedEntry($"cancel/{read.AttemptsRequested}", new Entry.CancelRequested(body.Note))] : [])), cancellation);
        await Nudge.MigrationAsync(client, found, cancellation);
        return Results.Accepted(value: new { migration, cancelRequested = true, owes = found.Owes });
    }

    [Function(nameof(ResumeMigration))]
    public async Task<IResult> ResumeMigration(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "migrations/{customer}/{migration}/resume")] HttpRequest request,
        string customer, string migration, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var (body, refused) = await OperatorNote.ReadAsync(request, cancellation);
        if (body is null)
            return refused!;
        if (await FindAsync(customer, migration, cancellation) is not { } found)
            return Problems.NotFound("migration");
        return await acceptance.ResumeAsync(client, found.Request.Customer, found.Request.Id, body.By, cancellation)
            ? Results.Accepted(value: new { migration, attempt = found.AttemptsRequested + 1 })
            : Problems.Conflict(found.End is MigrationEnd.Closed ? "The migration is closed; nothing is owed." : "The latest attempt has not ended.");
    }

    [Function(nameof(SwitchMethod))]
    public async Task<IResult> SwitchMethod(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "migrations/{customer}/{migration}/lines/{line:int}/method")] HttpRequest request,
        string customer, string migration, int line, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var (body, refused) = await OperatorNote.ReadAsync(request, cancellation);
        if (body is null)
            return refused!;
        if (body.Method is null or ConnectionMethod.Detect)
            return Problems.BadRequest("method is automatic, web or telephone.");
        if (await FindAsync(customer, migration, cancellation) is not { } found)
            return Problems.NotFound("migration");
        if (found.Lines.FirstOrDefault(l => l.Line.Number == line) is not { IsParked: true } parked || parked.Result is LineResult.ImportedDifferent or LineResult.Unknown)
            return Problems.Conflict($"Line {line} is not parked, or its last call may have created a row; only a parked line's method may be switched.");
        await journal.DecideAsync(found.Request.Customer, found.Request.Id, body.By, read => Task.FromResult<(bool, IReadOnlyList<KeyedEntry>)>(
            (true, [new KeyedEntry($"line/{line}/switched/{parked.JudgedAt:O}", new Entry.MethodSwitched(line, body.Method.Value, body.Note))])), cancellation);
        // Who waits looks again; where nobody waits any more, a new attempt goes on.
        await Nudge.MigrationAsync(client, found, cancellation);
        await acceptance.ResumeAsync(client, found.Request.Customer, found.Request.Id, body.By, cancellation);
        return Results.Accepted(value: new { migration, line, method = body.Method });
    }

    /// <summary>Hands out the link of an open ask; until notices exist the operator passes it on.</summary>
    [Function(nameof(GetAskLink))]
    public async Task<IResult> GetAskLink(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "migrations/{customer}/{migration}/asks/{ask}/link")] HttpRequest request,
        string customer, string migration, string ask, CancellationToken cancellation)
    {
        if (await FindAsync(customer, migration, cancellation) is not { } found || !found.Asks.TryGetValue(ask, out var open))
            return Problems.NotFound("ask");
        return !open.IsClosed && await links.FindAsync(found.Request, open, cancellation) is { } link
            ? Results.Json(new { ask, open.Kind, open.Audience, link }, ApiJson.Options)
            : Problems.Conflict($"The ask is {open.State}; it has no link any more.");
    }

    private async Task<Migration?> FindAsync(string customer, string migration, CancellationToken cancellation) =>
        (await journal.FindAsync(new CustomerId(customer), new MigrationId(migration), cancellation))?.Migration;
}
