using RdsCalOrchestrator.Functions.Records;
using Xunit;

namespace RdsCalOrchestrator.Tests.Records;

public sealed class HashChainTests
{
    private static readonly NewEntry Entry = new("key", "kind", DateTimeOffset.UnixEpoch, "by", "content");

    [Fact]
    public void Append_KnownEntry_HasTheHashItAlwaysHad()
    {
        // Computed elsewhere: SHA-256 over "", "1" and the fields, each after its length in four bytes. Another hash orphans every journal.
        var stored = HashChain.Append(1, HashChain.Start, Entry);

        Assert.Equal("1b63626f0024f1feac828706a2c09b9c41fb0513ee3082b7d4b13f7be1f40a4e", stored.Hash);
    }

    [Fact]
    public void Verify_AsWritten_IsNull()
    {
        Assert.Null(HashChain.Verify([]));
        Assert.Null(HashChain.Verify(Chain(4)));
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
    public void Verify_OneFieldChanged_NamesTheEntry(string field)
    {
        var entries = Chain(4);

        entries[2] = Change(entries[2], field);

        Assert.Equal(3, HashChain.Verify(entries));
    }

    [Fact]
    public void Verify_EntryTakenOut_NamesItsPlace()
    {
        var entries = Chain(4);
        entries.RemoveAt(1);

        Assert.Equal(2, HashChain.Verify(entries));
    }

    [Fact]
    public void Verify_EntryRewrittenWithItsOwnHash_NamesTheNextOne()
    {
        var entries = Chain(4);

        entries[1] = HashChain.Append(2, entries[0].Hash, Entry with { Content = "rewritten" });

        Assert.Equal(3, HashChain.Verify(entries));
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
            entries.Add(HashChain.Append(version, entries.Count == 0 ? HashChain.Start : entries[^1].Hash, Entry with { Key = $"key{version}" }));
        return entries;
    }
}
