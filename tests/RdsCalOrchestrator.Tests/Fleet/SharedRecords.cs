using Microsoft.Data.Sqlite;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Tests.Records;

namespace RdsCalOrchestrator.Tests.Fleet;

/// <summary>The records that several hosts have in common; each opens them for itself.</summary>
internal sealed class SharedRecords : IDisposable
{
    private readonly TemporaryDirectory _folder = new();

    public SqliteRecordStore Open() => new(_folder.File("journal.db"));

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _folder.Dispose();
    }
}
