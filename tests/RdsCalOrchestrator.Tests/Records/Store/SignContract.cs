using RdsCalOrchestrator.Functions.Records;
using Xunit;

namespace RdsCalOrchestrator.Tests.Records.Store;

/// <summary>A sign stands while its stream needs somebody, and goes with the entry that says it does not.</summary>
public abstract class SignContract(StoreKind kind) : RecordStoreContract(kind)
{
    [Fact]
    public async Task Append_SignKeptThenNot_IsListedThenGone()
    {
        var store = Open();

        Assert.True(await store.AppendAsync(Stream, 0, [Entry("a")], [Sign(isKept: true)], Cancellation));
        Assert.Equal([Row("m-101", "name")], await store.ListAsync(Partition, "", Cancellation));

        Assert.True(await store.AppendAsync(Stream, 1, [Entry("b")], [Sign(isKept: false)], Cancellation));
        Assert.Empty(await store.ListAsync(Partition, "", Cancellation));
    }

    [Fact]
    public async Task Append_NoEntries_MakesTheSignGood()
    {
        var store = Open();
        await store.AppendAsync(Stream, 0, [Entry("a")], [], Cancellation);

        Assert.True(await store.AppendAsync(Stream, 1, [], [Sign(isKept: true)], Cancellation));
        Assert.Single(await store.ListAsync(Partition, "", Cancellation));

        Assert.True(await store.AppendAsync(Stream, 1, [], [Sign(isKept: false)], Cancellation));
        Assert.Empty(await store.ListAsync(Partition, "", Cancellation));
    }

    [Fact]
    public async Task Append_FromTwoStoresThatDisagree_KeepsWhatTheLastEntrySays()
    {
        const int rounds = 12;
        IRecordStore[] stores = [Open(), Open()];

        await Task.WhenAll(stores.Select((store, i) => Task.Run(() => AppendAsync(store, $"{i}", rounds), Cancellation)));

        var last = (await Open().ReadAsync(Stream, Cancellation))[^1].Version;
        var rows = await Open().ListAsync(Partition, "", Cancellation);
        Assert.Equal(stores.Length * rounds, last);
        Assert.Contains(Row("view", $"{last}"), rows);
        // It may stand without need, for whoever follows it to see; it is never missing.
        Assert.True(last % 2 == 0 || rows.Any(static r => r.Key == "m-101"), "The stream is open, and nobody would find it.");
    }

    private static async Task AppendAsync(IRecordStore store, string by, int rounds)
    {
        for (var done = 0; done < rounds;)
        {
            var version = (await store.ReadAsync(Stream, Cancellation)).Count;
            Row[] rows = [Sign(isKept: version % 2 == 0), Row("view", $"{version + 1}")];
            if (await store.AppendAsync(Stream, version, [Entry($"{by}-{done}")], rows, Cancellation))
                done++;
        }
    }

    private static Row Sign(bool isKept) => Functions.Records.Row.Sign(Partition, "m-101", "name", isKept);
}

public sealed class SignOnFileTests() : SignContract(StoreKind.SqliteFile);

public sealed class SignInMemoryTests() : SignContract(StoreKind.SqliteMemory);

public sealed class SignOnTablesTests() : SignContract(StoreKind.Tables);
