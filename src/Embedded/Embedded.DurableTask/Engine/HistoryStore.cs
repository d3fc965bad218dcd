using Microsoft.Data.Sqlite;
using static Microsoft.DurableTask.Engine.Columns;

namespace Microsoft.DurableTask.Engine;

/// <summary>Instances, histories, messages and activities in one SQLite file. It makes no ids, reads no clock and decides nothing.</summary>
internal sealed class HistoryStore(SqliteConnection connection)
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

    public IReadOnlyList<(string Status, long Count)> CountByStatus() => Guarded(() =>
        _statements.Read("SELECT status, COUNT(*) FROM instance GROUP BY status", static r => (r.GetString(0), r.GetInt64(1))));

    /// <summary>What a process that starts has to go on with.</summary>
    public (IReadOnlyList<ActivityWork> Activities, IReadOnlyList<(string Instance, DateTimeOffset? Due, int? Task)> Messages) Unfinished() =>
        Guarded(() => (
            _statements.Read("SELECT sequence, instance, a.execution, task, a.name, a.input, trace FROM activity a LEFT JOIN instance i ON i.id = a.instance " +
                "ORDER BY sequence", WorkOf),
            _statements.Read(
                "SELECT instance, due, task FROM message ORDER BY sequence", static r => (r.GetString(0), Time(r, 1), Number(r, 2)))));

    /// <summary>Starts an instance; false when one of that id has not ended. One that has is forgotten and runs again.</summary>
    public bool TryStart(NewInstance start, string execution, DateTimeOffset now) => Whole(() => TryInsert(start, execution, now));

    /// <summary>Raises an event; false when there is no instance of that id, or it has ended.</summary>
    public bool TryRaise(string instance, HistoryEvent raised) => Whole(() =>
    {
        if (FindInstance(instance) is not { HasEnded: false })
            return false;
        Insert(new NewMessage(instance, null, raised));
        return true;
    });

    /// <summary>Exchanges an activity for its result; false if it has one.</summary>
    public bool TryComplete(ActivityWork work, HistoryEvent result) => Whole(() =>
    {
        if (_statements.Write("DELETE FROM activity WHERE sequence = $sequence", ("$sequence", work.Sequence)) == 0)
            return false;
        Insert(new NewMessage(work.Instance, work.Execution, result));
        return true;
    });

    /// <summary>Forgets messages; returns how many were there.</summary>
    public int Drop(IEnumerable<long> messages) => Whole(() =>
        messages.Sum(sequence => _statements.Write("DELETE FROM message WHERE sequence = $sequence", ("$sequence", sequence))));

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
            _statements.Write("DELETE FROM message WHERE sequence = $sequence", ("$sequence", sequence));
        if (step.IsNewExecution)
            Forget(after.Id, keepEvents: true);
        var length = step.IsNewExecution ? 0 : step.HistoryLength;
        foreach (var happened in step.Events)
            Insert(after.Id, ++length, happened);
        foreach (var task in step.CancelledTimers)
            _statements.Write(
                "DELETE FROM message WHERE instance = $instance AND execution = $execution AND kind = 'TimerFired' AND task = $task",
                ("$instance", after.Id), ("$execution", step.Before.Execution), ("$task", task));
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
            "UPDATE instance SET status = $status, updated_at = $now WHERE id = $id",
            ("$status", after.Status), ("$now", Text(now)), ("$id", after.Id));
        // Mostly nothing else changes, and inputs are long.
        if (after != before with { Status = after.Status, UpdatedAt = after.UpdatedAt })
            _statements.Write(
                "UPDATE instance SET execution = $execution, version = $version, input = $input, output = $output, failure = $failure " +
                "WHERE id = $id",
                ("$execution", after.Execution), ("$version", after.Version), ("$input", after.Input), ("$output", after.Output),
                ("$failure", after.Failure), ("$id", after.Id));
        if (after.HasEnded)
            _statements.Write("DELETE FROM message WHERE instance = $id", ("$id", after.Id));
    }

    private bool TryInsert(NewInstance start, string execution, DateTimeOffset now)
    {
        if (FindInstance(start.Id) is { } before)
        {
            if (!before.HasEnded)
                return false;
            Forget(start.Id, keepEvents: false);
            _statements.Write("DELETE FROM instance WHERE id = $id", ("$id", start.Id));
        }

        _statements.Write(
            "INSERT INTO instance (id, execution, name, version, status, input, " +
            "parent, parent_name, parent_execution, parent_task, created_at, updated_at, trace) " +
            "VALUES ($id, $execution, $name, $version, 'Pending', $input, $parent, $parentName, $parentExecution, $parentTask, $now, $now, $trace)",
            ("$id", start.Id), ("$execution", execution), ("$name", start.Name), ("$version", start.Version), ("$input", start.Input),
            ("$parent", start.Parent?.Instance), ("$parentName", start.Parent?.Name), ("$parentExecution", start.Parent?.Execution),
            ("$parentTask", start.Parent?.Task), ("$now", Text(now)), ("$trace", start.Trace));
        var started = new HistoryEvent(EventKind.ExecutionStarted, null, start.Name, start.Input);
        Insert(new NewMessage(start.Id, execution, started, start.StartAt));
        return true;
    }

    // Its activities still run; what comes of them is dropped.
    private void Forget(string instance, bool keepEvents)
    {
        _statements.Write("DELETE FROM history WHERE instance = $id", ("$id", instance));
        _statements.Write(
            keepEvents
                ? "DELETE FROM message WHERE instance = $id AND kind <> 'EventRaised'"
                : "DELETE FROM message WHERE instance = $id",
            ("$id", instance));
    }

    private void Insert(string instance, int sequence, HistoryEvent e) => _statements.Write(
        "INSERT INTO history (instance, sequence, kind, task, name, payload, at) " +
        "VALUES ($instance, $sequence, $kind, $task, $name, $payload, $at)",
        ("$instance", instance), ("$sequence", sequence), ("$kind", e.Kind.ToString()), ("$task", e.Task),
        ("$name", e.Name), ("$payload", e.Payload), ("$at", e.At is { } at ? Text(at) : null));

    private void Insert(NewMessage message) => _statements.Write(
        "INSERT INTO message (instance, execution, kind, task, name, payload, due) " +
        "VALUES ($instance, $execution, $kind, $task, $name, $payload, $due)",
        ("$instance", message.Instance), ("$execution", message.Execution), ("$kind", message.Event.Kind.ToString()),
        ("$task", message.Event.Task), ("$name", message.Event.Name), ("$payload", message.Event.Payload),
        ("$due", message.Due is { } due ? Text(due) : null));

    private ActivityWork Insert(InstanceRecord instance, NewActivity activity)
    {
        var sequence = _statements.Read(
            "INSERT INTO activity (instance, execution, task, name, input) VALUES ($instance, $execution, $task, $name, $input) RETURNING sequence",
            static r => r.GetInt64(0),
            ("$instance", instance.Id), ("$execution", instance.Execution), ("$task", activity.Task), ("$name", activity.Name),
            ("$input", activity.Input))[0];
        return new ActivityWork(sequence, instance.Id, instance.Execution, activity.Task, activity.Name, activity.Input, instance.Trace);
    }

    private InstanceRecord? FindInstance(string id) => _statements.Read(
        "SELECT id, execution, name, version, status, input, output, failure, " +
        "parent, parent_name, parent_execution, parent_task, created_at, updated_at, trace FROM instance WHERE id = $id",
        InstanceOf,
        ("$id", id)).FirstOrDefault();

    private IReadOnlyList<HistoryEvent> FindHistory(string instance) => _statements.Read(
        "SELECT kind, task, name, payload, at FROM history WHERE instance = $instance ORDER BY sequence",
        static r => EventOf(r, 0), ("$instance", instance));

    private IReadOnlyList<Message> FindDue(string instance, DateTimeOffset now) => _statements.Read(
        "SELECT sequence, execution, kind, task, name, payload, due FROM message " +
        "WHERE instance = $instance AND (due IS NULL OR due <= $now) ORDER BY due IS NOT NULL, due, sequence",
        r => new Message(r.GetInt64(0), instance, Text(r, 1), EventOf(r, 2)), ("$instance", instance), ("$now", Text(now)));
}
