using RdsCalOrchestrator.Functions.Records;
using Xunit;

namespace RdsCalOrchestrator.Tests.Records.Store;

/// <summary>An append is whole however much is in it, and names may have any character.</summary>
public abstract class ManyEntriesContract(StoreKind kind) : RecordStoreContract(kind)
{
    [Fact]
    public async Task Append_HundredsAtOnce_AreReadBackAndReadOn()
    {
        var store = Open();
        var entries = Enumerable.Range(0, 300)
            .Select(i => Entry($"{i:000}") with { Content = $$"""{"text":"{{new string('x', 4_000)}}"}""" }).ToList();

        Assert.True(await store.AppendAsync(Stream, 0, entries, [], Cancellation));
        Assert.False(await Open().AppendAsync(Stream, 0, [Entry("new")], [], Cancellation));
        Assert.True(await Open().AppendAsync(Stream, 0, [Entry("299")], [], Cancellation));

        var read = await Open().ReadAsync(Stream, Cancellation);
        Assert.Equal(entries.Select(e => (e.Key, e.Content)), read.Select(e => (e.Key, e.Content)));
        Assert.Null(HashChain.FirstBroken(read));
        Assert.Equal(Enumerable.Range(151, 150), (await store.ReadAsync(Stream, 150, Cancellation)).Select(e => e.Version));
    }

    [Fact]
    public async Task Append_LongContent_IsReadBackExactly()
    {
        // Each pair at another place, so that one of them lies across every border there may be.
        var content = string.Concat(Enumerable.Range(0, 60_000).Select(static i => i % 3 == 0 ? "\U0001f587" : "\"ä"));
        var store = Open();

        await store.AppendAsync(Stream, 0, [Entry("a") with { Content = content }], [Row("m-101", content)], Cancellation);

        Assert.Equal(content, Assert.Single(await Open().ReadAsync(Stream, Cancellation)).Content);
        Assert.Equal(content, Assert.Single(await Open().ListAsync(Partition, "", Cancellation)).Content);
    }

    [Theory]
    [InlineData("alder/migration/m-1")]
    [InlineData("~2F\\#?%' \t+ä")]
    public async Task Names_OfAnyCharacters_AreKeptApart(string name)
    {
        var store = Open();
        var row = new Row(name, name, "1");

        await store.AppendAsync(name, 0, [Entry(name)], [row, row with { Key = $"{name}/2" }], Cancellation);
        await store.AppendAsync($"{name}/2", 0, [Entry("other")], [], Cancellation);

        Assert.Equal(name, Assert.Single(await store.ReadAsync(name, Cancellation)).Key);
        Assert.Equal([row, row with { Key = $"{name}/2" }], await store.ListAsync(name, name, Cancellation));
        Assert.Single(await store.ListAsync(name, $"{name}/", Cancellation));
    }
}

public sealed class ManyEntriesOnFileTests() : ManyEntriesContract(StoreKind.SqliteFile);

public sealed class ManyEntriesInMemoryTests() : ManyEntriesContract(StoreKind.SqliteMemory);

public sealed class ManyEntriesOnTablesTests() : ManyEntriesContract(StoreKind.Tables);
