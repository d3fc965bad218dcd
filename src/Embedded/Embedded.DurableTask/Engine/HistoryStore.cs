using Microsoft.Data.Sqlite;
using static Microsoft.DurableTask.Engine.Columns;

namespace Microsoft.DurableTask.Engine;

/// <summary>Instances, histories, messages and activities in one SQLite file. It makes no ids, reads no clock and decides nothing.</summary>
/// <param name="connection">Open, and closed with the store.</param>
internal sealed class HistoryStore(SqliteConnection connection) : IDisposable
{
    // One connection, one user at a time.
    private readonly Lock _gate = new();
    private readonly Statements _statements = new(connection);
    private bool _isTogether;

    public InstanceRecord? Find(string id) => Guarded(() => FindInstance(id));

    public IReadOnlyList<HistoryEvent> History(string instance) => Guarded(() => FindHistory(instance));

    /// <summary>Messages of an instance that are due, oldest first.</summary>
    public IReadOnlyList<Message> DueMessages(string instance, DateTimeOffset now) => Guarded(() => FindDue(instance, now));

    /// <summary>All that is known of an instance, as of one moment.</summary>
    public InstanceView View(string id, DateTimeOffset now) => Guarded(() =>
    {
        InstanceView? view = null;
        _statements.AtOnce(() => view = new InstanceView(FindInstance(id), FindDue(id, now), FindHistory(id)));
        return view!;
    });

    /// <summary>In the order of their names.</summary>
    public IReadOnlyList<(string Id, string Name, string Status)> Instances() => Guarded(() =>
        _statements.Read("SELECT id, name, status FROM instance ORDER BY name, id", static r => (r.Text(0)!, r.Text(1)!, r.Text(2)!)));

    public IReadOnlyList<(string Status, long Count)> CountByStatus() => Guarded(() =>
        _statements.Read("SELECT status, COUNT(*) FROM instance GROUP BY status", static r => (r.Text(0)!, r.Number(1))));

    /// <summary>What a process that starts has to go on with.</summary>
    public (IReadOnlyList<ActivityWork> Activities, IReadOnlyList<(string Instance, DateTimeOffset? Due, int? Task)> Messages) Unfinished() =>
        Guarded(() => (
            _statements.Read(
                "SELECT sequence, instance, a.execution, task, a.name, a.input, trace " +
                "FROM activity a LEFT JOIN instance i ON i.id = a.instance ORDER BY sequence",
                WorkOf),
            _statements.Read(
                "SELECT instance, due, task FROM message ORDER BY sequence", static r => (r.Text(0)!, Time(r, 1), Number(r, 2)))));

    /// <summary>Starts an instance; false when one of that id has not ended. One that has is forgotten and runs again.</summary>
    public bool TryStart(NewInstance start, string execution, DateTimeOffset now) => Whole(() => TryInsert(start, execution, now));

    /// <summary>Raises an event; false when there is no instance of that id, or it has ended.</summary>
    public bool TryRaise(string instance, HistoryEvent raised) => Whole(() => _statements.Write(
        "INSERT INTO message (instance, kind, name, payload) SELECT id, $kind, $name, $payload FROM instance " +
        "WHERE id = $instance AND status IN ('Pending', 'Running')",
        raised.Kind.ToString(), raised.Name, raised.Payload, instance) == 1);

    /// <summary>Exchanges an activity for its result; false if it has one.</summary>
    public bool TryComplete(ActivityWork work, HistoryEvent result) => Whole(() =>
    {
        if (_statements.Write("DELETE FROM activity WHERE sequence = $sequence", work.Sequence) == 0)
            return false;
        Insert(new NewMessage(work.Instance, work.Execution, result));
        return true;
    });

    /// <summary>Forgets messages; returns how many were there.</summary>
    public int Drop(IEnumerable<long> messages) => Whole(() =>
        messages.Sum(sequence => _statements.Write("DELETE FROM message WHERE sequence = $sequence", sequence)));

    /// <summary>Writes a step; returns the activities it scheduled and the children that could not be started because they run.</summary>
    public (IReadOnlyList<ActivityWork> Activities, IReadOnlyList<NewChild> Refused) Write(Checkpoint step, DateTimeOffset now) =>
        Whole(() => WriteStep(step, now));

    /// <summary>Writes all that is called for in <paramref name="calls"/> in one transaction, or nothing of it.</summary>
    public void Together(Action calls) => Whole(() =>
    {
        _isTogether = true;
        try
        {
            calls();
            return true;
        }
        finally
        {
            _isTogether = false;
        }
    });

    public void Dispose()
    {
        _statements.Dispose();
        connection.Dispose();
    }

    private T Whole<T>(Func<T> work) => Guarded(() =>
    {
        if (_isTogether)
            return work();
        T? result = default;
        _statements.Whole(() => result = work());
        return result!;
    });

    private T Guarded<T>(Func<T> work)
    {
        lock (_gate)
        {
            try
            {
                return work();
            }
            catch (SqliteException trouble) when (EngineFileException.Of(trouble, connection.DataSource) is { } known)
            {
                throw known;
            }
        }
    }

    private (IReadOnlyList<ActivityWork> Activities, IReadOnlyList<NewChild> Refused) WriteStep(Checkpoint step, DateTimeOffset now)
    {
        var after = step.After;
        foreach (var sequence in step.Taken)
            _statements.Write("DELETE FROM message WHERE sequence = $sequence", sequence);
        if (step.IsNewExecution)
            Forget(after.Id, keepEvents: true);
        var length = step.IsNewExecution ? 0 : step.HistoryLength;
        foreach (var happened in step.Events)
            Insert(after.Id, ++length, happened);
        foreach (var task in step.CancelledTimers)
            _statements.Write(
                "DELETE FROM message WHERE instance = $instance AND execution = $execution AND kind = 'TimerFired' AND task = $task",
                after.Id, step.Before.Execution, task);
        foreach (var message in step.Messages)
            Insert(message);
        // Whatever a step called for was called for by the execution it began in.
        var scheduled = step.Activities.Select(a => Insert(step.Before, a)).ToList();
        var refused = step.Children.Where(child => !TryInsert(child.Instance, child.Execution, now)).ToList();
        foreach (var child in refused)
            Insert(child.IfRefused);
        Update(step, now);
        return (scheduled, refused);
    }

    private void Update(Checkpoint step, DateTimeOffset now)
    {
        var (before, after) = (step.Before, step.After);
        _statements.Write(
            "UPDATE instance SET status = $status, updated_at = $now WHERE id = $id", after.Status, Text(now), after.Id);
        // Mostly nothing else changes, and inputs are long.
        if (after != before with { Status = after.Status, UpdatedAt = after.UpdatedAt })
            _statements.Write(
                "UPDATE instance SET execution = $execution, version = $version, input = $input, output = $output, failure = $failure " +
                "WHERE id = $id",
                after.Execution, after.Version, after.Input, after.Output, after.Failure, after.Id);
        if (after.HasEnded)
            _statements.Write("DELETE FROM message WHERE instance = $id", after.Id);
    }

    private bool TryInsert(NewInstance start, string execution, DateTimeOffset now)
    {
        if (!IsInserted(start, execution, now))
        {
            if (FindInstance(start.Id) is { HasEnded: false })
                return false;
            Forget(start.Id, keepEvents: false);
            _statements.Write("DELETE FROM instance WHERE id = $id", start.Id);
            IsInserted(start, execution, now);
        }

        var started = new HistoryEvent(EventKind.ExecutionStarted, null, start.Name, start.Input);
        Insert(new NewMessage(start.Id, execution, started, start.StartAt));
        return true;
    }

    private bool IsInserted(NewInstance start, string execution, DateTimeOffset now) => _statements.Write(
        "INSERT INTO instance (id, execution, name, version, status, input, " +
        "parent, parent_name, parent_execution, parent_task, created_at, updated_at, trace) " +
        "VALUES ($id, $execution, $name, $version, 'Pending', $input, " +
        "$parent, $parentName, $parentExecution, $parentTask, $now, $now, $trace) ON CONFLICT DO NOTHING",
        start.Id, execution, start.Name, start.Version, start.Input,
        start.Parent?.Instance, start.Parent?.Name, start.Parent?.Execution, start.Parent?.Task, Text(now), start.Trace) == 1;

    // Its activities still run; what comes of them is dropped.
    private void Forget(string instance, bool keepEvents)
    {
        _statements.Write("DELETE FROM history WHERE instance = $id", instance);
        _statements.Write(
            keepEvents
                ? "DELETE FROM message WHERE instance = $id AND kind <> 'EventRaised'"
                : "DELETE FROM message WHERE instance = $id",
            instance);
    }

    private void Insert(string instance, int sequence, HistoryEvent e) => _statements.Write(
        "INSERT INTO history (instance, sequence, kind, task, name, payload, at) " +
        "VALUES ($instance, $sequence, $kind, $task, $name, $payload, $at)",
        instance, sequence, e.Kind.ToString(), e.Task, e.Name, e.Payload, e.At is { } at ? Text(at) : null);

    private void Insert(NewMessage message) => _statements.Write(
        "INSERT INTO message (instance, execution, kind, task, name, payload, due) " +
        "VALUES ($instance, $execution, $kind, $task, $name, $payload, $due)",
        message.Instance, message.Execution, message.Event.Kind.ToString(), message.Event.Task, message.Event.Name,
        message.Event.Payload, message.Due is { } due ? Text(due) : null);

    private ActivityWork Insert(InstanceRecord instance, NewActivity activity)
    {
        _statements.Write(
            "INSERT INTO activity (instance, execution, task, name, input) VALUES ($instance, $execution, $task, $name, $input)",
            instance.Id, instance.Execution, activity.Task, activity.Name, activity.Input);
        var (task, name, input) = activity;
        return new ActivityWork(_statements.LastRow, instance.Id, instance.Execution, task, name, input, instance.Trace);
    }

    private InstanceRecord? FindInstance(string id) => _statements.Read(
        "SELECT id, execution, name, version, status, input, output, failure, " +
        "parent, parent_name, parent_execution, parent_task, created_at, updated_at, trace FROM instance WHERE id = $id",
        InstanceOf, id).FirstOrDefault();

    private IReadOnlyList<HistoryEvent> FindHistory(string instance) => _statements.Read(
        "SELECT kind, task, name, payload, at FROM history WHERE instance = $instance ORDER BY sequence",
        static r => EventOf(r, 0), instance);

    private IReadOnlyList<Message> FindDue(string instance, DateTimeOffset now) => _statements.Read(
        "SELECT sequence, execution, kind, task, name, payload, due FROM message " +
        "WHERE instance = $instance AND (due IS NULL OR due <= $now) ORDER BY due IS NOT NULL, due, sequence",
        r => new Message(r.Number(0), instance, r.Text(1), EventOf(r, 2)), instance, Text(now));
}
