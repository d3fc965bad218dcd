using Microsoft.AspNetCore.DataProtection;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Tests.Records.Store;
using Xunit;

namespace RdsCalOrchestrator.Tests.Records;

public sealed class KeyedHashTests : IDisposable
{
    private readonly TestRecords _records = new(StoreKind.SqliteFile);
    private readonly EphemeralDataProtectionProvider _protection = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _records.Dispose();

    [Fact]
    public async Task Key_OfHostsThatAskAtOnce_IsOne()
    {
        var keys = await Task.WhenAll(Enumerable.Range(0, 4).Select(_ => Task.Run(() => Host(_records).KeyAsync(Cancellation))));

        Assert.Single(keys.Select(static k => k.Of("7654321")).Distinct());
        Assert.Equal(keys[0].Of("7654321"), (await Host(_records).KeyAsync(Cancellation)).Of("7654321"));
    }

    [Fact]
    public async Task Key_OfOtherRecords_IsAnother()
    {
        using var others = new TestRecords(StoreKind.SqliteFile);

        Assert.NotEqual((await Host(_records).KeyAsync(Cancellation)).Of("7654321"), (await Host(others).KeyAsync(Cancellation)).Of("7654321"));
    }

    [Fact]
    public async Task Key_InTheRecords_IsEncrypted()
    {
        var key = await Host(_records).KeyAsync(Cancellation);

        var stored = Assert.Single(await _records.Open().ReadAsync("operator/hash-key", Cancellation));
        Assert.DoesNotContain(key.Key.Reveal(), stored.Content);
        Assert.NotEqual(key.Of("a", "bc"), key.Of("ab", "c"));
    }

    private KeyedHash Host(TestRecords records) => new(new Journal(records.Open(), new JournalSerializer(_protection), TimeProvider.System));
}
