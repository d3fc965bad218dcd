using RdsCalOrchestrator.Functions.Records;
using Xunit;

namespace RdsCalOrchestrator.Tests.Records.Store;

/// <summary>A key is in a stream once: who comes with it again changes nothing and is not refused.</summary>
public abstract class KnownKeyContract(StoreKind kind) : RecordStoreContract(kind)
{
    [Fact]
    public async Task Append_KnownKey_IsANoOpWhateverTheVersion()
    {
        var store = Open();
        await store.AppendAsync(Stream, 0, [Entry("a"), Entry("b")], [], Cancellation);
        var before = await store.ReadAsync(Stream, Cancellation);

        Assert.True(await store.AppendAsync(Stream, 0, [Entry("a") with { Content = "{\"other\":1}" }], [], Cancellation));
        Assert.True(await store.AppendAsync(Stream, 7, [Entry("b")], [], Cancellation));

        Assert.Equal(before, await store.ReadAsync(Stream, Cancellation));
    }

    [Fact]
    public async Task Append_SomeKeysKnown_LeavesThoseOut()
    {
        var store = Open();
        await store.AppendAsync(Stream, 0, [Entry("a")], [], Cancellation);

        Assert.True(await store.AppendAsync(Stream, 1, [Entry("a"), Entry("b")], [], Cancellation));

        Assert.Equal(["a", "b"], (await store.ReadAsync(Stream, Cancellation)).Select(e => e.Key));
    }

    [Fact]
    public async Task Append_SameKeyTwiceAtOnce_AppendsTheFirst()
    {
        var store = Open();

        Assert.True(await store.AppendAsync(Stream, 0, [Entry("a"), Entry("a") with { By = "second" }], [], Cancellation));

        Assert.Equal("system", Assert.Single(await store.ReadAsync(Stream, Cancellation)).By);
    }
}

public sealed class KnownKeyOnFileTests() : KnownKeyContract(StoreKind.SqliteFile);

public sealed class KnownKeyInMemoryTests() : KnownKeyContract(StoreKind.SqliteMemory);

public sealed class KnownKeyOnTablesTests() : KnownKeyContract(StoreKind.Tables);
