using System.Globalization;
using System.Text.RegularExpressions;
using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using RdsCalOrchestrator.Domain.Batches;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Functions.Migrations;
using RdsCalOrchestrator.Functions.Submissions;

namespace RdsCalOrchestrator.Functions.Batches;

/// <summary>Batches for operators: an estate file, a batch file, and when and how many at once.</summary>
public sealed partial class BatchesApi(BatchJournal journal, Acceptance acceptance)
{
    [Function(nameof(SubmitBatch))]
    public async Task<IResult> SubmitBatch(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "batches")] HttpRequest request,
        [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var (form, refused) = await SubmissionForm.ReadAsync(request, cancellation);
        if (form is null)
            return refused!;
        if (form.Field("batch") is not { } name || !Key().IsMatch(name))
            return Problems.BadRequest("The field batch names the batch: 1 to 64 letters, digits, dots, hyphens or underscores.");
        var read = form.Read();
        if (read.Problems.Count > 0)
            return Problems.Input(read.Problems, read.Warnings);
        var (options, problem) = OptionsOf(form, read.Requests[0].Policy);
        if (options is null)
            return Problems.BadRequest(problem!);
        var batch = new BatchId(name);
        var rows = read.Requests.Select(static r => new BatchRow(r.Id, r.Customer, r.After)).ToList();
        if (await journal.FindAsync(batch, cancellation) is { } known && !known.Submitted.HasRows(rows))
            return Problems.Conflict($"Batch {batch} exists with other migrations. Choose another name. Nothing of this batch was accepted.");
        foreach (var migration in read.Requests)
        {
            if (await acceptance.IsConflictAsync(migration, batch, cancellation))
            {
                return Problems.Conflict(
                    $"Migration {migration.Id} of {migration.Customer} exists with another content or in another batch."
                    + " Nothing of this batch was accepted.");
            }
        }

        foreach (var migration in read.Requests)
            await acceptance.AcceptAsync(migration, batch, cancellation);
        await journal.OpenAsync(batch, new BatchEntry.Submitted(options, rows, form.RequestedBy), cancellation);
        await BatchLoop.StartAsync(client, batch, cancellation);
        return Results.Accepted(
            $"batches/{batch}",
            new { batch, migrations = rows.Count, startAt = options.StartAt, warnings = read.Warnings.Select(static w => w.ToString()) });
    }

    [Function(nameof(GetBatch))]
    public async Task<IResult> GetBatch(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "batches/{batch}")] HttpRequest request,
        string batch, CancellationToken cancellation)
    {
        if (await journal.FindAsync(new BatchId(batch), cancellation) is not { } found)
            return Problems.NotFound("batch");
        var next = BatchPolicy.Next(found.Batch, found.Batch.Options.StartAt ?? DateTimeOffset.MaxValue);
        return Results.Json(
            new
            {
                batch,
                found.Submitted.RequestedBy,
                found.Submitted.Options,
                found.Batch.IsCancelled,
                next.IsDone,
                next.StoppedBecause,
                neverStart = next.NeverStart.Select(static r => r.Migration),
                migrations = found.Batch.Rows.Select(r => new { r.Migration, r.Customer, progress = found.Batch.Of(r.Migration) }),
            },
            ApiJson.Options);
    }

    [Function(nameof(CancelBatch))]
    public async Task<IResult> CancelBatch(
        [HttpTrigger(AuthorizationLevel.Function, "post", Route = "batches/{batch}/cancel")] HttpRequest request,
        string batch, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        var (note, refused) = await OperatorNote.ReadAsync(request, cancellation);
        if (note is null)
            return refused!;
        if (await journal.FindAsync(new BatchId(batch), cancellation) is null)
            return Problems.NotFound("batch");
        await journal.AppendAsync(new BatchId(batch), note.By, [("cancelled", new BatchEntry.Cancelled(note.Note))], cancellation);
        // Also one that is done: it may be known as failed, and whoever cancels it has seen that.
        await BatchLoop.StartAsync(client, new BatchId(batch), cancellation);
        return Results.Accepted(value: new { batch, cancelled = true });
    }

    private static (BatchOptions? Options, string? Problem) OptionsOf(SubmissionForm form, Policy policy)
    {
        DateTimeOffset? startAt = null;
        if (form.Field("startAt") is { } local)
        {
            (startAt, var problem) = BatchStart.Parse(local, form.Field("timeZone") ?? "");
            if (problem is not null)
                return (null, problem);
        }

        var concurrency = policy.BatchConcurrency;
        if (form.Field("concurrency") is { } text
            && !(int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out concurrency) && concurrency is >= 1 and <= 500))
            return (null, "concurrency is a number from 1 to 500.");
        var maxErrors = form.Field("maxErrors") ?? policy.BatchMaxErrors;
        return MaxErrors().IsMatch(maxErrors)
            ? (new BatchOptions(startAt, concurrency, maxErrors), null)
            : (null, "maxErrors is a number such as 2, or a percentage such as 10%.");
    }

    [GeneratedRegex("^[A-Za-z0-9][A-Za-z0-9._-]{0,63}$")]
    private static partial Regex Key();

    [GeneratedRegex("^([0-9]{1,5}|[0-9]{1,2}%)$")]
    private static partial Regex MaxErrors();
}
