using RdsCalOrchestrator.Functions.Records;
using Xunit;

namespace RdsCalOrchestrator.Tests.Records.Store;

/// <summary>A row is exchanged for what was expected in its place, or not at all.</summary>
public abstract class ExchangedRowContract(StoreKind kind) : RecordStoreContract(kind)
{
    [Fact]
    public async Task Exchange_WhatWasExpected_WritesReplacesAndDeletes()
    {
        var store = Open();

        Assert.True(await store.ExchangeAsync(Row("a", "1"), null, Cancellation));
        Assert.True(await store.ExchangeAsync(Row("a", "2"), "1", Cancellation));
        Assert.Equal([Row("a", "2")], await Open().ListAsync(Partition, "", Cancellation));

        Assert.True(await store.ExchangeAsync(Row("a", null), "2", Cancellation));
        Assert.Empty(await store.ListAsync(Partition, "", Cancellation));
    }

    [Theory]
    [InlineData("2", null)]
    [InlineData("2", "other")]
    [InlineData(null, "other")]
    public async Task Exchange_AnotherContent_WritesNothingAndSaysSo(string? content, string? expected)
    {
        var store = Open();
        await store.ExchangeAsync(Row("a", "1"), null, Cancellation);

        Assert.False(await store.ExchangeAsync(Row("a", content), expected, Cancellation));

        Assert.Equal([Row("a", "1")], await store.ListAsync(Partition, "", Cancellation));
    }

    [Fact]
    public async Task Exchange_AbsentRow_IsNotWrittenForOneThatIsGone() =>
        Assert.False(await Open().ExchangeAsync(Row("a", "2"), "1", Cancellation));

    [Fact]
    public async Task Exchange_ManyAtOnceFromTwoStores_LosesNoCount()
    {
        const int rounds = 40;
        IRecordStore[] stores = [Open(), Open()];

        await Task.WhenAll(stores.Select(store => Task.Run(() => CountAsync(store, rounds), Cancellation)));

        Assert.Equal($"{stores.Length * rounds}", Assert.Single(await Open().ListAsync(Partition, "", Cancellation)).Content);
    }

    private static async Task CountAsync(IRecordStore store, int rounds)
    {
        for (var done = 0; done < rounds;)
        {
            var seen = (await store.ListAsync(Partition, "count", Cancellation)).FirstOrDefault()?.Content;
            if (await store.ExchangeAsync(Row("count", $"{int.Parse(seen ?? "0", null) + 1}"), seen, Cancellation))
                done++;
        }
    }
}

public sealed class ExchangedRowOnFileTests() : ExchangedRowContract(StoreKind.SqliteFile);

public sealed class ExchangedRowInMemoryTests() : ExchangedRowContract(StoreKind.SqliteMemory);

public sealed class ExchangedRowOnTablesTests() : ExchangedRowContract(StoreKind.Tables);
