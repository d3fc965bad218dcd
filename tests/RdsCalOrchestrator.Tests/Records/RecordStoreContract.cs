using RdsCalOrchestrator.Functions.Records;
using Xunit;

namespace RdsCalOrchestrator.Tests.Records;

/// <summary>What every record store does; a store passes by deriving from this.</summary>
public abstract class RecordStoreContract
{
    private const string Stream = "alder:migration:m-101";
    private const string Partition = "alder:migrations";

    private static readonly DateTimeOffset At = new(2026, 11, 28, 20, 3, 41, TimeSpan.Zero);

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

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
    public async Task Append_TimeOfAnotherZone_IsReadAsTheSameMoment()
    {
        var at = new DateTimeOffset(2026, 11, 28, 21, 0, 0, TimeSpan.FromHours(1));

        await Open().AppendAsync(Stream, 0, [Entry("a") with { At = at }], [], Cancellation);

        var read = Assert.Single(await Open().ReadAsync(Stream, Cancellation));
        Assert.Equal(at, read.At);
        Assert.Equal(TimeSpan.Zero, read.At.Offset);
    }

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
    public async Task List_Prefix_GivesOnePartitionInKeyOrder()
    {
        var store = Open();
        await store.AppendAsync(
            Stream, 0, [], [Row("m-2", "2"), Row("m-10", "10"), Row("n", "n"), Row("M-1", "M"), Row("m-", "m"), Row("m-\U0001d11e", "last")], Cancellation);
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

    [Fact]
    public async Task Append_OtherStream_HasItsOwnKeysVersionsAndChain()
    {
        var store = Open();
        await store.AppendAsync(Stream, 0, [Entry("a"), Entry("b")], [], Cancellation);

        Assert.True(await store.AppendAsync("birch:migration:m-101", 0, [Entry("a")], [], Cancellation));

        Assert.Equal(2, (await store.ReadAsync(Stream, Cancellation)).Count);
        Assert.Null(HashChain.FirstBroken(await store.ReadAsync("birch:migration:m-101", Cancellation)));
    }

    /// <summary>Opens the records of this test, as another process would.</summary>
    private protected abstract IRecordStore Open();

    private static NewEntry Entry(string key) => new(key, "Accepted", At, "system", "{}");

    private static Row Row(string key, string? content) => new(Partition, key, content);
}
