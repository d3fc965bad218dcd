using RdsCalOrchestrator.Functions.Records;
using Xunit;

namespace RdsCalOrchestrator.Tests.Records.Store;

/// <summary>Entries are appended to the version that was read, or not at all.</summary>
public abstract class ExpectedVersionContract(StoreKind kind) : RecordStoreContract(kind)
{
    [Theory]
    [InlineData(0)]
    [InlineData(2)]
    public async Task Append_OtherVersion_WritesNothingAndSaysSo(int expected)
    {
        var store = Open();
        await store.AppendAsync(Stream, 0, [Entry("a")], [], Cancellation);

        Assert.False(await store.AppendAsync(Stream, expected, [Entry("a"), Entry("b")], [Row("m-101", "1")], Cancellation));

        Assert.Single(await store.ReadAsync(Stream, Cancellation));
        Assert.Empty(await store.ListAsync(Partition, "", Cancellation));
    }

    [Fact]
    public async Task Append_ManyAtOnceFromTwoStores_ExactlyOneWinsEachVersion()
    {
        const int rounds = 20;
        IRecordStore[] stores = [Open(), Open()];
        for (var version = 0; version < rounds; version++)
        {
            var expected = version;
            var won = await Task.WhenAll(stores.Select((store, i) => Task.Run(
                () => store.AppendAsync(Stream, expected, [Entry($"{expected}-{i}")], [Row($"{expected:00}", $"{i}")], Cancellation), Cancellation)));
            Assert.Single(won, true);
        }

        var read = await stores[0].ReadAsync(Stream, Cancellation);
        var rows = await stores[1].ListAsync(Partition, "", Cancellation);
        Assert.Equal(rounds, read.Count);
        Assert.Null(HashChain.FirstBroken(read));
        Assert.Equal(read.Select(e => e.Key), rows.Select(r => $"{int.Parse(r.Key, null)}-{r.Content}"));
    }
}

public sealed class ExpectedVersionOnFileTests() : ExpectedVersionContract(StoreKind.SqliteFile);

public sealed class ExpectedVersionInMemoryTests() : ExpectedVersionContract(StoreKind.SqliteMemory);

public sealed class ExpectedVersionOnTablesTests() : ExpectedVersionContract(StoreKind.Tables);
