using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Tests.Records.Store;
using Xunit;

namespace RdsCalOrchestrator.Tests.Records.Tables;

/// <summary>What a table cannot hold is refused with its reason, before anything is written.</summary>
public sealed class TableLimitTests
{
    private readonly IRecordStore _store = new Calls().Open(TestRecords.NewTables());

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1, 500_000)]
    [InlineData(20, 250_000)]
    [InlineData(3, 400_000, "\"")]
    public async Task Append_MoreThanATransactionTakes_IsRefused(int count, int length, string of = "x")
    {
        var entries = Enumerable.Range(0, count).Select(i => Entry($"{i}", string.Concat(Enumerable.Repeat(of, length)))).ToList();

        await Assert.ThrowsAsync<InvalidOperationException>(() => _store.AppendAsync("s", 0, entries, [], Cancellation));

        Assert.Empty(await _store.ReadAsync("s", Cancellation));
    }

    [Fact]
    public async Task Append_AlmostAsMuchAsATransactionTakes_IsWritten()
    {
        var entries = Enumerable.Range(0, 9).Select(i => Entry($"{i}", new string('x', 430_000))).ToList();

        Assert.True(await _store.AppendAsync("s", 0, entries, [], Cancellation));

        Assert.Equal(9, (await _store.ReadAsync("s", Cancellation)).Count);
    }

    [Fact]
    public async Task Read_NameLongerThanAKey_IsRefused() =>
        await Assert.ThrowsAsync<ArgumentException>(() => _store.ReadAsync(new string('/', 200), Cancellation));

    private static NewEntry Entry(string key, string content) => new(key, "Kind", DateTimeOffset.UnixEpoch, "system", content);
}
