using RdsCalOrchestrator.Functions.Records;
using Xunit;

namespace RdsCalOrchestrator.Tests.Records;

public sealed class HashChainTests
{
    private static readonly NewEntry Entry = new("key", "kind", DateTimeOffset.UnixEpoch, "by", "content");

    [Fact]
    public void Next_KnownEntry_HasTheHashItAlwaysHad()
    {
        // Computed elsewhere: SHA-256 over "", "1" and the fields, each after its length in four bytes. Another hash orphans every journal.
        var stored = HashChain.Next(null, Entry);

        Assert.Equal("56e470487c82845e26e32a6c3790650e0372732acb2ee2ce2dd5717273c4e6cc", stored.Hash);
    }

    [Fact]
    public void FirstBroken_AsWritten_IsNull()
    {
        Assert.Null(HashChain.FirstBroken([]));
        Assert.Null(HashChain.FirstBroken(Chain(4)));
    }

    [Theory]
    [InlineData("key")]
    [InlineData("kind")]
    [InlineData("at")]
    [InlineData("by")]
    [InlineData("content")]
    [InlineData("version")]
    [InlineData("hash")]
    [InlineData("moved between fields")]
    public void FirstBroken_OneFieldChanged_NamesTheEntry(string field)
    {
        var entries = Chain(4);

        entries[2] = Change(entries[2], field);

        Assert.Equal(3, HashChain.FirstBroken(entries));
    }

    [Fact]
    public void FirstBroken_EntryTakenOut_NamesItsPlace()
    {
        var entries = Chain(4);
        entries.RemoveAt(1);

        Assert.Equal(2, HashChain.FirstBroken(entries));
    }

    [Fact]
    public void FirstBroken_EntryRewrittenWithItsOwnHash_NamesTheNextOne()
    {
        var entries = Chain(4);

        entries[1] = HashChain.Next(entries[0], Entry with { Content = "rewritten" });

        Assert.Equal(3, HashChain.FirstBroken(entries));
    }

    private static StoredEntry Change(StoredEntry entry, string field) => field switch
    {
        "key" => entry with { Key = "other" },
        "kind" => entry with { Kind = "other" },
        "at" => entry with { At = entry.At.AddTicks(1) },
        "by" => entry with { By = "other" },
        "content" => entry with { Content = "other" },
        "version" => entry with { Version = 9 },
        "hash" => entry with { Hash = new string('0', 64) },
        _ => entry with { Key = entry.Key + entry.Kind[0], Kind = entry.Kind[1..] },
    };

    private static List<StoredEntry> Chain(int count)
    {
        var entries = new List<StoredEntry>();
        for (var version = 1; version <= count; version++)
            entries.Add(HashChain.Next(entries.LastOrDefault(), Entry with { Key = $"key{version}" }));
        return entries;
    }
}
