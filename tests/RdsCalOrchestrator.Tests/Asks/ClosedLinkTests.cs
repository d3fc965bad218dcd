using Microsoft.AspNetCore.DataProtection;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.Options;
using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Functions.Asks;
using RdsCalOrchestrator.Functions.Migrations;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Tests.Fleet;
using RdsCalOrchestrator.Tests.Migrations;
using Xunit;

namespace RdsCalOrchestrator.Tests.Asks;

/// <summary>An ask may be closed by another host while an operator is handed its link.</summary>
public sealed class ClosedLinkTests : IDisposable
{
    private const string Ask = "plan-1";

    private static readonly MigrationRequest Request = new Story().Told.Request;

    private readonly SharedRecords _records = new();
    private readonly EphemeralDataProtectionProvider _protection = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _records.Dispose();

    [Fact]
    public async Task GetAskLink_OfAnOpenAsk_IsItsLink()
    {
        var (journal, links) = await AskAsync(_records.Open());

        var answer = await LinkAsync(journal, links);

        Assert.Equal(StatusCodes.Status200OK, answer);
    }

    [Fact]
    public async Task GetAskLink_WhileTheAskIsClosed_IsAConflictAndLeavesNothing()
    {
        var (others, _) = await AskAsync(_records.Open());
        var store = new InterruptedStore(_records.Open(), () => CloseAsync(others));
        var links = Links(store);

        var answer = await LinkAsync(JournalIn(store), links);

        Assert.Equal(StatusCodes.Status409Conflict, answer);
        var read = await others.ReadAsync(Request.Customer, Request.Id, Cancellation);
        Assert.Empty(read.Asks[Ask].OldTokenHashes);
        Assert.Null(await links.FindAsync(Request, read.Asks[Ask], Cancellation));
    }

    private async Task<(MigrationJournal Journal, AskLinks Links)> AskAsync(IRecordStore store)
    {
        var (journal, links) = (JournalIn(store), Links(store));
        await journal.OpenAsync(new Entry.Accepted(Request, null), "ines", Cancellation);
        var hash = await links.MakeAsync(Request, Ask, Cancellation);
        await WriteAsync(journal, "opened", new Entry.AskOpened(Ask, AskKind.PlanApproval, null, "hash", ["Ines"], DateTimeOffset.MaxValue, hash));
        return (journal, links);
    }

    private async Task CloseAsync(MigrationJournal journal)
    {
        await WriteAsync(journal, "closed", new Entry.AskClosed(Ask, AskState.Cancelled));
        await Links(_records.Open()).EraseUnusedAsync(await journal.ReadAsync(Request.Customer, Request.Id, Cancellation), Cancellation);
    }

    private static Task WriteAsync(MigrationJournal journal, string key, Entry entry) => journal.DecideAsync(
        Request.Customer, Request.Id, "system",
        _ => Task.FromResult<(bool, IReadOnlyList<KeyedEntry>)>((true, [new KeyedEntry(key, entry)])), Cancellation);

    private static async Task<int> LinkAsync(MigrationJournal journal, AskLinks links)
    {
        var api = new MigrationsApi(journal, null!, null!, links);
        var answer = await api.GetAskLink(new DefaultHttpContext().Request, Request.Customer.Value, Request.Id.Value, Ask, Cancellation);
        return ((IStatusCodeHttpResult)answer).StatusCode ?? StatusCodes.Status200OK;
    }

    private MigrationJournal JournalIn(IRecordStore store) => new(new Journal(store, new JournalSerializer(_protection), TimeProvider.System));

    private AskLinks Links(IRecordStore store) =>
        new(store, _protection, Options.Create(new PublicAddress { BaseUrl = "https://heron.example/api" }));

    /// <summary>Something happens just before the first list is read.</summary>
    private sealed class InterruptedStore(IRecordStore store, Func<Task> meanwhile) : IRecordStore
    {
        private bool _happened;

        public Task<IReadOnlyList<StoredEntry>> ReadAsync(string stream, int after, CancellationToken cancellation) =>
            store.ReadAsync(stream, after, cancellation);

        public Task<bool> AppendAsync(
            string stream, int expectedVersion, IReadOnlyList<NewEntry> entries, IReadOnlyList<Row> rows, CancellationToken cancellation) =>
            store.AppendAsync(stream, expectedVersion, entries, rows, cancellation);

        public async Task<IReadOnlyList<Row>> ListAsync(string partition, string prefix, CancellationToken cancellation)
        {
            if (!_happened)
            {
                _happened = true;
                await meanwhile();
            }

            return await store.ListAsync(partition, prefix, cancellation);
        }

        public Task<bool> ExchangeAsync(Row row, string? expected, CancellationToken cancellation) =>
            store.ExchangeAsync(row, expected, cancellation);
    }
}
