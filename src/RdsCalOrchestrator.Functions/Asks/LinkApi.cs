using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.HttpResults;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Pages;

namespace RdsCalOrchestrator.Functions.Asks;

/// <summary>The link an approver opens. Whoever holds it may answer; GET and HEAD change nothing; every state of the ask has its answer.</summary>
public sealed class LinkApi(MigrationJournal journal, GivenIds ids, TimeProvider time)
{
    private const int LongestField = 500;

    [Function(nameof(OpenLink))]
    public async Task<IResult> OpenLink(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", "head", Route = "link/{customer}/{migration}/{ask}/{token}")] HttpRequest request,
        string customer, string migration, string ask, string token, CancellationToken cancellation)
    {
        var found = await FindAsync(customer, migration, ask, token, cancellation);
        return found is null
            ? Page(AskPageModel.Unknown, StatusCodes.Status404NotFound)
            : Page(AskWorksheet.Of(found.Value.Migration, found.Value.Ask, found.Value.IsOld, null), StatusCodes.Status200OK);
    }

    [Function(nameof(AnswerLink))]
    public async Task<IResult> AnswerLink(
        [HttpTrigger(AuthorizationLevel.Anonymous, "post", Route = "link/{customer}/{migration}/{ask}/{token}")] HttpRequest request,
        string customer, string migration, string ask, string token, [DurableClient] DurableTaskClient client, CancellationToken cancellation)
    {
        if (await FindAsync(customer, migration, ask, token, cancellation) is not { } found)
            return Page(AskPageModel.Unknown, StatusCodes.Status404NotFound);
        if (found.IsOld || found.Ask.State != AskState.Open || found.Ask.ExpiresAt <= time.GetUtcNow())
            return Page(AskWorksheet.Of(found.Migration, found.Ask, found.IsOld, null), StatusCodes.Status409Conflict);
        if (!request.HasFormContentType)
            return Page(AskWorksheet.Of(found.Migration, found.Ask, false, "Use the form of this page."), StatusCodes.Status400BadRequest);
        var form = await request.ReadFormAsync(cancellation);
        var (answer, problem) = AnswerForm.Read(
            found.Migration, found.Ask, name => form[name].ToString() is var value && value.Length <= LongestField ? value.Trim() : "");
        if (answer is { Id: { } id } && found.Ask.Kind == AskKind.KeyPackId
            && await ids.GiveAsync(found.Migration.Request.Customer, found.Migration.Request.Id, id, cancellation) is { } other)
            (answer, problem) = (null, $"This ID was already given for migration {other}. An ID stands for one import.");
        if (answer is null)
            return Page(AskWorksheet.Of(found.Migration, found.Ask, false, problem), StatusCodes.Status422UnprocessableEntity);
        var wasTaken = await journal.DecideAsync(found.Migration.Request.Customer, found.Migration.Request.Id, answer.Name, read =>
        {
            var now = read.Asks[ask];
            var isOpen = now.State == AskState.Open;
            var count = read.Answers.Keys.Count(k => k.StartsWith($"ask/{ask}/answer/", StringComparison.Ordinal));
            return Task.FromResult<(bool, IReadOnlyList<KeyedEntry>)>(
                (isOpen, isOpen ? [new KeyedEntry($"ask/{ask}/answer/{count + 1}", new Entry.Answered(ask, answer))] : []));
        }, cancellation);
        var after = await journal.ReadAsync(found.Migration.Request.Customer, found.Migration.Request.Id, cancellation);
        await Nudge.MigrationAsync(client, after, cancellation);
        return Page(AskWorksheet.Of(after, after.Asks[ask], false, null), wasTaken ? StatusCodes.Status200OK : StatusCodes.Status409Conflict);
    }

    private async Task<(Migration Migration, Ask Ask, bool IsOld)?> FindAsync(
        string customer, string migration, string ask, string token, CancellationToken cancellation)
    {
        if ((await journal.FindAsync(new CustomerId(customer), new MigrationId(migration), cancellation))?.Migration is not { } found
            || !found.Asks.TryGetValue(ask, out var asked))
            return null;
        if (AskLinks.Matches(token, asked.TokenHash))
            return (found, asked, false);
        return asked.OldTokenHashes.Any(hash => AskLinks.Matches(token, hash)) ? (found, asked, true) : null;
    }

    private static RazorComponentResult<AskPage> Page(AskPageModel model, int status) =>
        new(new Dictionary<string, object?> { [nameof(AskPage.Model)] = model }) { StatusCode = status, ContentType = "text/html; charset=utf-8" };
}
