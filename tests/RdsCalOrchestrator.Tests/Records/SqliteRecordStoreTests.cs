using Microsoft.Data.Sqlite;
using RdsCalOrchestrator.Functions.Records;
using Xunit;

namespace RdsCalOrchestrator.Tests.Records;

/// <summary>What only a file can be tried for.</summary>
public sealed class SqliteRecordStoreTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    private string File => _directory.File("journal.db");

    [Fact]
    public void Open_SchemaOfALaterVersion_IsRefused()
    {
        _ = Open();
        Execute("pragma user_version = 99");

        var refused = Assert.Throws<InvalidOperationException>(() => Open());

        Assert.Contains("99", refused.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Open_NewFileFromManyAtOnce_CreatesItOnce()
    {
        var stores = await Task.WhenAll(Enumerable.Range(0, 8).Select(_ => Task.Run(Open, TestContext.Current.CancellationToken)));

        var read = await Task.WhenAll(stores.Select(s => s.ReadAsync("s", TestContext.Current.CancellationToken)));
        Assert.All(read, Assert.Empty);
        Assert.Equal("wal", Execute("pragma journal_mode"));
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _directory.Dispose();
    }

    private IRecordStore Open() => new SqliteRecordStore(File);

    private object? Execute(string sql)
    {
        using var connection = new SqliteConnection($"Data Source={File};Pooling=False");
        connection.Open();
        using var command = connection.CreateCommand();
        command.CommandText = sql;
        return command.ExecuteScalar();
    }
}
