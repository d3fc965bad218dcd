using Microsoft.Data.Sqlite;
using RdsCalOrchestrator.Functions.Records;

namespace RdsCalOrchestrator.Tests.Records.Store;

public enum StoreKind
{
    SqliteFile,
    SqliteMemory,
}

/// <summary>The records of one test, which are opened as often as it likes and are gone after it.</summary>
internal sealed class TestRecords : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly string _source;

    // What is in memory is gone with its last connection.
    private readonly SqliteConnection _keptAlive;

    public TestRecords(StoreKind kind)
    {
        _source = kind == StoreKind.SqliteFile ? _directory.File("journal.db") : $"file:{Guid.NewGuid():N}?mode=memory&cache=shared";
        _keptAlive = new SqliteConnection($"Data Source={_source}");
        _keptAlive.Open();
    }

    public IRecordStore Open() => new SqliteRecordStore(_source);

    public void Dispose()
    {
        _keptAlive.Dispose();
        SqliteConnection.ClearAllPools();
        _directory.Dispose();
    }
}
