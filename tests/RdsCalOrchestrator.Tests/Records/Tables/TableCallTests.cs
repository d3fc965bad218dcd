using Azure.Data.Tables;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Functions.Records.Tables;
using RdsCalOrchestrator.Tests.Records.Store;
using Xunit;

namespace RdsCalOrchestrator.Tests.Records.Tables;

/// <summary>What is asked of the tables, counted: a list or a stream costs a call for each thousand, so 100,000 of them a hundred.</summary>
public sealed class TableCallTests
{
    private const int Many = 2_500;
    private const int Pages = 3;

    private readonly string _tables = TestRecords.NewTables();
    private readonly Calls _calls = new();
    private readonly TableRecordStore _store;

    public TableCallTests() => _store = _calls.Open(_tables);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task List_ManyRows_IsACallForEachThousand()
    {
        await FillAsync(
            "Rows", Enumerable.Range(0, Many).Select(static i => new TableEntity("p", $"{i:D5}") { ["Name"] = $"{i:D5}", ["Text0"] = "1" }));

        var rows = await _store.ListAsync("p", "", Cancellation);

        Assert.Equal((Many, Pages), (rows.Count, _calls.Made));
        Assert.Single(await _store.ListAsync("p", "01234", Cancellation));
        Assert.Equal(Pages + 1, _calls.Made);
    }

    [Fact]
    public async Task Stream_ManyEntries_IsReadByThousandsAndReadOnAndAppendedToAsAShortOne()
    {
        await AppendManyAsync();
        var entries = await _store.ReadAsync("s", 0, Cancellation);
        Assert.Equal((Many, Pages), (entries.Count, _calls.Made));
        Assert.Null(HashChain.FirstBroken(entries));

        Assert.Single(await _store.ReadAsync("s", Many - 1, Cancellation));
        Assert.Equal(Pages + 1, _calls.Made);

        Assert.True(await _store.AppendAsync("s", Many, [Entry(Many)], [], Cancellation));
        // The head, and the transaction.
        Assert.Equal(Pages + 3, _calls.Made);
    }

    private Task AppendManyAsync()
    {
        StoredEntry? last = null;
        var segments = Enumerable.Range(0, Many).SelectMany(i => Segments.Of("s", [last = HashChain.Next(last, Entry(i))])).ToList();
        return FillAsync("Entries", [.. segments, new TableEntity("s", "head") { ["Version"] = Many, ["Hash"] = last!.Hash }]);
    }

    private async Task FillAsync(string table, IEnumerable<TableEntity> entities)
    {
        foreach (var some in entities.Chunk(100))
        {
            await Calls.Account().GetTableClient($"{_tables}{table}").SubmitTransactionAsync(
                some.Select(static e => new TableTransactionAction(TableTransactionActionType.Add, e)), Cancellation);
        }
    }

    private static NewEntry Entry(int number) => new($"{number}", "Kind", DateTimeOffset.UnixEpoch, "system", "{}");
}
