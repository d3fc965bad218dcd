using RdsCalOrchestrator.Functions.Records;
using Xunit;

namespace RdsCalOrchestrator.Tests.Records.Store;

/// <summary>A list is the rows of one partition that begin with a prefix, in the order of their keys.</summary>
public abstract class ListedRowContract(StoreKind kind) : RecordStoreContract(kind)
{
    [Fact]
    public async Task List_Prefix_GivesOnePartitionInKeyOrder()
    {
        var store = Open();
        await store.AppendAsync(
            Stream, 0, [],
            [Row("m-2", "2"), Row("m-10", "10"), Row("n", "n"), Row("M-1", "M"), Row("m-", "m"), Row("m-\U0001d11e", "last")], Cancellation);
        await store.AppendAsync(Stream, 0, [], [new Row("birch:migrations", "m-3", "3")], Cancellation);

        var rows = await store.ListAsync(Partition, "m-", Cancellation);

        Assert.Equal(["m-", "m-10", "m-2", "m-\U0001d11e"], rows.Select(r => r.Key));
    }

    [Fact]
    public async Task List_PrefixWithWildcards_IsTakenLiterally()
    {
        var store = Open();
        await store.AppendAsync(Stream, 0, [], [Row("a%b", "1"), Row("a_b", "2"), Row("axb", "3")], Cancellation);

        Assert.Equal(["a_b"], (await store.ListAsync(Partition, "a_", Cancellation)).Select(r => r.Key));
    }
}

public sealed class ListedRowOnFileTests() : ListedRowContract(StoreKind.SqliteFile);

public sealed class ListedRowInMemoryTests() : ListedRowContract(StoreKind.SqliteMemory);

public sealed class ListedRowOnTablesTests() : ListedRowContract(StoreKind.Tables);
