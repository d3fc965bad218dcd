using Azure.Data.Tables;
using Microsoft.Data.Sqlite;
using RdsCalOrchestrator.Azurite;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Functions.Records.Tables;

namespace RdsCalOrchestrator.Tests.Records.Store;

public enum StoreKind
{
    SqliteFile,
    SqliteMemory,
    Tables,
}

/// <summary>The records of one test, which are opened as often as it likes and are gone after it.</summary>
internal sealed class TestRecords : IDisposable
{
    private readonly TemporaryDirectory _directory = new();
    private readonly StoreKind _kind;
    private readonly string _source;

    // What is in memory is gone with its last connection.
    private readonly SqliteConnection? _keptAlive;

    public TestRecords(StoreKind kind)
    {
        _kind = kind;
        _source = kind switch
        {
            StoreKind.SqliteFile => _directory.File("journal.db"),
            StoreKind.SqliteMemory => $"file:{Guid.NewGuid():N}?mode=memory&cache=shared",
            _ => NewTables(),
        };
        if (kind == StoreKind.Tables)
            return;
        _keptAlive = new SqliteConnection($"Data Source={_source}");
        _keptAlive.Open();
    }

    /// <summary>A name of tables that no other test has.</summary>
    public static string NewTables() => $"T{Guid.NewGuid():N}";

    public IRecordStore Open() => _kind == StoreKind.Tables
        ? new TableRecordStore(new TableServiceClient(RunningAzurite.Connection), _source)
        : new SqliteRecordStore(_source);

    public void Dispose()
    {
        _keptAlive?.Dispose();
        SqliteConnection.ClearAllPools();
        _directory.Dispose();
    }
}
