using RdsCalOrchestrator.Functions.Records;
using Xunit;

namespace RdsCalOrchestrator.Tests.Records.Store;

/// <summary>
/// What every record store keeps to, written for the weakest of them. Each case runs on every kind of store; the classes beside this name
/// the property.
/// </summary>
public abstract class RecordStoreContract : IDisposable
{
    private protected const string Stream = "alder:migration:m-101";
    private protected const string Partition = "alder:migrations";

    private protected static readonly DateTimeOffset At = new(2026, 11, 28, 20, 3, 41, TimeSpan.Zero);

    private readonly TestRecords _records;

    private protected RecordStoreContract(StoreKind kind) => _records = new TestRecords(kind);

    private protected static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        _records.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>Opens the records of this test, as another process would.</summary>
    private protected IRecordStore Open() => _records.Open();

    private protected static NewEntry Entry(string key) => new(key, "Accepted", At, "system", "{}");

    private protected static Row Row(string key, string? content) => new(Partition, key, content);
}
