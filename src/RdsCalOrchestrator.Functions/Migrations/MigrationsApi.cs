using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using RdsCalOrchestrator.Domain.Asks;
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
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "migrations")] HttpRequest request,
        [DurableClient] DurableTaskClient client, CancellationToken cancellation)
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
        {
            return Problems.Conflict(
                $"Migration {migration.Id} of {migration.Customer} exists with another content. Choose another name, or send the same again.");
        }

        await acceptance.StartAsync(client, migration.Customer, migration.Id, form.RequestedBy, cancellation);
        var address = $"migrations/{migration.Customer}/{migration.Id}";
        return Results.Accepted(
            address,
            new { migration = migration.Id, customer = migration.Customer, warnings = read.Warnings.Select(static w => w.ToString()) });
    }

    [Function(nameof(ListMigrations))]
    public async Task<IResult> ListMigrations(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "migrations")] HttpRequest request, CancellationToken cancellation) =>
        request.Query["customer"].ToString() is { Length: > 0 } customer
            ? Results.Json(await list.OfAsync(new CustomerId(customer), cancellation), ApiJson.Options)
            : Problems.BadRequest("Name a customer: /migrations?customer=KEY. Lists never mix two customers.");

    [Function(nameof(GetMigration))]
    public async Task<IResult> GetMigration(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "migrations/{customer}/{migration}")] HttpRequest request,
        string customer, string migration, CancellationToken cancellation) =>
        await FindAsync(customer, migration, cancellation) is { } found
            ? Results.Json(MigrationView.Of(found), ApiJson.Options)
            : Problems.NotFound("migration");

    [Function(nameof(CancelMigration))]
    public async Task<IResult> CancelMigration(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "migrations/{customer}/{migration}/cancel")] HttpRequest request,
        string customer, string migration, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        await WithNoteAsync(request, customer, migration, async (found, note) =>
        {
            await WriteAsync(
                found, note.By,
                read => read.CancelledBy is null
                    ? [new KeyedEntry($"cancel/{read.AttemptsRequested}", new Entry.CancelRequested(note.Note))]
                    : [],
                cancellation);
            await Nudge.MigrationAsync(client, found, cancellation);
            return Results.Accepted(value: new { migration, cancelRequested = true, owes = found.Owes });
        }, cancellation);

    [Function(nameof(ResumeMigration))]
    public async Task<IResult> ResumeMigration(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "migrations/{customer}/{migration}/resume")] HttpRequest request,
        string customer, string migration, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        await WithNoteAsync(
            request, customer, migration,
            async (found, note) => await acceptance.ResumeAsync(client, found.Request.Customer, found.Request.Id, note.By, cancellation)
                ? Results.Accepted(value: new { migration, attempt = found.AttemptsRequested + 1 })
                : Problems.Conflict(
                    found.End is MigrationEnd.Closed ? "The migration is closed; nothing is owed." : "The latest attempt has not ended."),
            cancellation);

    [Function(nameof(SwitchMethod))]
    public async Task<IResult> SwitchMethod(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "migrations/{customer}/{migration}/lines/{line:int}/method")] HttpRequest request,
        string customer, string migration, int line, [DurableClient] DurableTaskClient client, CancellationToken cancellation) =>
        await WithNoteAsync(request, customer, migration, async (found, note) =>
        {
            if (note.Method is not { } method || method == ConnectionMethod.Detect)
                return Problems.BadRequest("method is automatic, web or telephone.");
            if (found.Lines.FirstOrDefault(l => l.Line.Number == line) is not { Result: LineResult.Parked } parked)
            {
                return Problems.Conflict(
                    $"Line {line} is not parked, or its last call may have created a row; only a parked line's method may be switched.");
            }

            await WriteAsync(
                found, note.By,
                _ => [new KeyedEntry($"line/{line}/switched/{parked.JudgedAt:O}", new Entry.MethodSwitched(line, method, note.Note))],
                cancellation);
            // Who waits looks again; where nobody waits any more, a new attempt goes on.
            await Nudge.MigrationAsync(client, found, cancellation);
            await acceptance.ResumeAsync(client, found.Request.Customer, found.Request.Id, note.By, cancellation);
            return Results.Accepted(value: new { migration, line, method });
        }, cancellation);

    /// <summary>
    /// Hands out the link of an open ask; until notices exist the operator passes it on. With <c>?renew=true</c>, or where its token is not
    /// kept any more, there is a new link, and the old one says so.
    /// </summary>
    [Function(nameof(GetAskLink))]
    public async Task<IResult> GetAskLink(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "migrations/{customer}/{migration}/asks/{ask}/link")] HttpRequest request,
        string customer, string migration, string ask, CancellationToken cancellation)
    {
        if (await FindAsync(customer, migration, cancellation) is not { } found || !found.Asks.TryGetValue(ask, out var asked))
            return Problems.NotFound("ask");
        if (asked.IsClosed)
            return Problems.Conflict($"The ask is {asked.State}; it has no link any more.");
        var link = request.Query["renew"] == "true" ? null : await links.FindAsync(found.Request, asked, cancellation);
        link ??= await RenewAsync(found, asked, cancellation);
        return link is null
            ? Problems.Conflict("The ask was closed in this moment; it has no link any more.")
            : Results.Json(new { ask, asked.Kind, asked.Audience, link }, ApiJson.Options);
    }

    private async Task<string?> RenewAsync(Migration found, Ask ask, CancellationToken cancellation)
    {
        var hash = await links.MakeAsync(found.Request, ask.Id, cancellation);
        await WriteAsync(
            found,
            StepDecider.By,
            read => read.Asks[ask.Id].IsClosed ? [] : [new KeyedEntry($"ask/{ask.Id}/renewed/{hash}", new Entry.LinkRenewed(ask.Id, hash))],
            cancellation);
        var renewed = await journal.ReadAsync(found.Request.Customer, found.Request.Id, cancellation);
        await links.EraseUnusedAsync(renewed, cancellation);
        return await links.FindAsync(renewed.Request, renewed.Asks[ask.Id], cancellation);
    }

    private async Task<IResult> WithNoteAsync(
        HttpRequest request, string customer, string migration, Func<Migration, OperatorNote, Task<IResult>> answer, CancellationToken cancellation)
    {
        var (note, refused) = await OperatorNote.ReadAsync(request, cancellation);
        if (note is null)
            return refused!;
        return await FindAsync(customer, migration, cancellation) is { } found ? await answer(found, note) : Problems.NotFound("migration");
    }

    private Task WriteAsync(Migration found, string by, Func<Migration, IReadOnlyList<KeyedEntry>> entries, CancellationToken cancellation) =>
        journal.DecideAsync(found.Request.Customer, found.Request.Id, by, read => Task.FromResult((true, entries(read))), cancellation);

    private async Task<Migration?> FindAsync(string customer, string migration, CancellationToken cancellation) =>
        (await journal.FindAsync(new CustomerId(customer), new MigrationId(migration), cancellation))?.Migration;
}
