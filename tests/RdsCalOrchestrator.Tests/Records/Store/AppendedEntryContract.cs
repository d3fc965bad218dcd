using RdsCalOrchestrator.Functions.Records;
using Xunit;

namespace RdsCalOrchestrator.Tests.Records.Store;

/// <summary>What is appended is read back, in order and whole, by whoever reads its stream.</summary>
public abstract class AppendedEntryContract(StoreKind kind) : RecordStoreContract(kind)
{
    [Fact]
    public async Task Read_UnknownStream_IsEmpty() => Assert.Empty(await Open().ReadAsync(Stream, Cancellation));

    [Fact]
    public async Task Append_NewEntries_AreReadBackInOrderWithEveryField()
    {
        var store = Open();
        var first = new NewEntry("z", "Accepted", At.AddTicks(7), "ines", """{"text":"Ärger, 'quoted' 🖇"}""");

        Assert.True(await store.AppendAsync(Stream, 0, [first, Entry("a")], [], Cancellation));
        Assert.True(await store.AppendAsync(Stream, 2, [Entry("m")], [], Cancellation));

        var read = await Open().ReadAsync(Stream, Cancellation);
        Assert.Equal(["z", "a", "m"], read.Select(e => e.Key));
        Assert.Equal([1, 2, 3], read.Select(e => e.Version));
        Assert.Equal(first, new NewEntry(read[0].Key, read[0].Kind, read[0].At, read[0].By, read[0].Content));
        Assert.Null(HashChain.FirstBroken(read));
    }

    [Fact]
    public async Task Read_AfterSoMany_LeavesThoseOut()
    {
        var store = Open();
        await store.AppendAsync(Stream, 0, [Entry("a"), Entry("b"), Entry("c")], [], Cancellation);

        Assert.Equal(["b", "c"], (await store.ReadAsync(Stream, 1, Cancellation)).Select(e => e.Key));
        Assert.Empty(await store.ReadAsync(Stream, 3, Cancellation));
    }

    [Fact]
    public async Task Append_TimeOfAnotherZone_IsReadAsTheSameMoment()
    {
        var at = new DateTimeOffset(2026, 11, 28, 21, 0, 0, TimeSpan.FromHours(1));

        await Open().AppendAsync(Stream, 0, [Entry("a") with { At = at }], [], Cancellation);

        var read = Assert.Single(await Open().ReadAsync(Stream, Cancellation));
        Assert.Equal(at, read.At);
        Assert.Equal(TimeSpan.Zero, read.At.Offset);
    }

    [Fact]
    public async Task Append_OtherStream_HasItsOwnKeysVersionsAndChain()
    {
        var store = Open();
        await store.AppendAsync(Stream, 0, [Entry("a"), Entry("b")], [], Cancellation);

        Assert.True(await store.AppendAsync("birch:migration:m-101", 0, [Entry("a")], [], Cancellation));

        Assert.Equal(2, (await store.ReadAsync(Stream, Cancellation)).Count);
        Assert.Null(HashChain.FirstBroken(await store.ReadAsync("birch:migration:m-101", Cancellation)));
    }
}

public sealed class AppendedEntryOnFileTests() : AppendedEntryContract(StoreKind.SqliteFile);

public sealed class AppendedEntryInMemoryTests() : AppendedEntryContract(StoreKind.SqliteMemory);

public sealed class AppendedEntryOnTablesTests() : AppendedEntryContract(StoreKind.Tables);
