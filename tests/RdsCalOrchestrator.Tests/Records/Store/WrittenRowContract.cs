using RdsCalOrchestrator.Functions.Records;
using Xunit;

namespace RdsCalOrchestrator.Tests.Records.Store;

/// <summary>Rows are written with their entries, again when those are appended again, and never over newer ones.</summary>
public abstract class WrittenRowContract(StoreKind kind) : RecordStoreContract(kind)
{
    [Fact]
    public async Task Append_RowsOnly_WritesReplacesAndDeletesThem()
    {
        var store = Open();

        await store.AppendAsync(Stream, 0, [], [Row("a", "1"), Row("b", "1"), Row("c", "1")], Cancellation);
        await store.AppendAsync(Stream, 0, [], [Row("a", "2"), Row("b", null), Row("absent", null)], Cancellation);

        Assert.Equal([Row("a", "2"), Row("c", "1")], await store.ListAsync(Partition, "", Cancellation));
        Assert.Empty(await store.ReadAsync(Stream, Cancellation));
    }

    [Fact]
    public async Task Append_Repeated_WritesTheRowsAgain()
    {
        var store = Open();
        await store.AppendAsync(Stream, 0, [Entry("a")], [Row("m-101", "1")], Cancellation);
        await store.AppendAsync("alder:other", 0, [], [Row("m-101", null)], Cancellation);

        Assert.True(await store.AppendAsync(Stream, 0, [Entry("a")], [Row("m-101", "1")], Cancellation));

        Assert.Equal([Row("m-101", "1")], await store.ListAsync(Partition, "", Cancellation));
    }

    [Fact]
    public async Task Append_RepeatedAfterOthersHaveAppended_LeavesTheirRows()
    {
        var store = Open();
        await store.AppendAsync(Stream, 0, [Entry("a")], [Row("m-101", "1")], Cancellation);
        await store.AppendAsync(Stream, 1, [Entry("b")], [Row("m-101", "2")], Cancellation);

        Assert.True(await store.AppendAsync(Stream, 0, [Entry("a")], [Row("m-101", "1")], Cancellation));

        Assert.Equal([Row("m-101", "2")], await store.ListAsync(Partition, "", Cancellation));
    }
}

public sealed class WrittenRowOnFileTests() : WrittenRowContract(StoreKind.SqliteFile);

public sealed class WrittenRowInMemoryTests() : WrittenRowContract(StoreKind.SqliteMemory);

public sealed class WrittenRowOnTablesTests() : WrittenRowContract(StoreKind.Tables);
