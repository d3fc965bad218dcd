using Microsoft.Data.Sqlite;
using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Store;

/// <summary>What every history store keeps to. Each case runs on a file and in memory; the classes below it name the property.</summary>
public abstract class StoreContract : IDisposable
{
    private protected static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _directory = new();
    private readonly string _source;
    private readonly SqliteConnection _first;
    private HistoryStore? _reopened;

    private protected StoreContract(bool isOnFile)
    {
        _source = isOnFile
            ? $"Data Source={_directory.Path}/engine.db;Pooling=False"
            : $"Data Source={Guid.NewGuid():N};Mode=Memory;Cache=Shared";
        _first = Open();
        EngineSchema.Upgrade(_first);
        Store = new HistoryStore(_first);
    }

    private protected HistoryStore Store { get; }

    public void Dispose()
    {
        _reopened?.Dispose();
        Store.Dispose();
        _first.Dispose();
        _directory.Dispose();
        GC.SuppressFinalize(this);
    }

    /// <summary>The same data, seen by somebody else.</summary>
    private protected HistoryStore Reopened() => _reopened = new(Open());

    private protected InstanceRecord Start(string id = "I", DateTimeOffset? at = null, ParentCall? parent = null)
    {
        Assert.True(Store.TryStart(New(id, at, parent), $"{id}-1", Noon));
        return Store.Find(id)!;
    }

    private protected static NewInstance New(string id = "I", DateTimeOffset? at = null, ParentCall? parent = null) =>
        new(id, "Orchestrator", "1.0", "\"input\"", parent, at);

    private protected static HistoryEvent Event(string name, string? payload = null) => new(EventKind.EventRaised, null, name, payload);

    private protected IReadOnlyList<Message> Due(string id = "I", int minutes = 0) => Store.DueMessages(id, Noon.AddMinutes(minutes));

    private protected IReadOnlyList<string?> NamesDue(string id = "I", int minutes = 0) =>
        [.. Due(id, minutes).Select(static m => m.Event.Name)];

    /// <summary>A step that takes all that is due and leaves the instance running.</summary>
    private protected Checkpoint Step(string id = "I") => Step(static after => after with { Status = InstanceRecord.Running }, id);

    private protected Checkpoint End(string id = "I") =>
        Step(static after => after with { Status = InstanceRecord.Completed, Output = "1" }, id);

    private protected Checkpoint Step(Func<InstanceRecord, InstanceRecord> after, string id = "I") =>
        new(Store.Find(id)!) { After = after(Store.Find(id)!), Taken = [.. Due(id).Select(static m => m.Sequence)] };

    private SqliteConnection Open()
    {
        var connection = new SqliteConnection(_source);
        connection.Open();
        return connection;
    }
}
