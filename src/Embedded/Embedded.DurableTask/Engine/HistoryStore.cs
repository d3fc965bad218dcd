using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Microsoft.DurableTask.Engine;

/// <summary>Instances, histories, messages and activities in one SQLite file. It makes no ids, reads no clock and decides nothing.</summary>
internal sealed class HistoryStore(SqliteConnection connection)
{
    // One connection, one user at a time: what a step reads and writes is consistent without further thought.
    private readonly Lock _gate = new();

    public InstanceRecord? Find(string id) => Guarded(() => FindInstance(id));

    public IReadOnlyList<HistoryEvent> History(string instance) => Guarded(() => Read(
        "SELECT kind, task, name, payload, at FROM history WHERE instance = $instance ORDER BY sequence",
        static r => EventOf(r, 0), ("$instance", instance)));

    /// <summary>Messages of an instance that are due, oldest first.</summary>
    public IReadOnlyList<Message> DueMessages(string instance, DateTimeOffset now) => Guarded(() => Read(
        "SELECT sequence, execution, kind, task, name, payload, due FROM message WHERE instance = $instance AND (due IS NULL OR due <= $now) " +
        "ORDER BY due IS NOT NULL, due, sequence",
        r => new Message(r.GetInt64(0), instance, Text(r, 1), EventOf(r, 2)), ("$instance", instance), ("$now", Text(now))));

    /// <summary>What a process that starts has to go on with.</summary>
    public (IReadOnlyList<ActivityWork> Activities, IReadOnlyList<(string Instance, DateTimeOffset? Due, int? Task)> Messages) Unfinished() =>
        Guarded(() => (
            Read("SELECT sequence, instance, execution, task, name, input FROM activity ORDER BY sequence", WorkOf),
            Read("SELECT instance, due, task FROM message ORDER BY sequence", static r => (r.GetString(0), Time(r, 1), Number(r, 2)))));

    /// <summary>Starts an instance; false when one of that id has not ended. One that has is forgotten and runs again.</summary>
    public bool TryStart(NewInstance start, string execution, DateTimeOffset now) => Guarded(() =>
    {
        using var transaction = connection.BeginTransaction();
        if (!TryInsert(start, execution, now))
            return false;
        transaction.Commit();
        return true;
    });

    /// <summary>Raises an event; false when there is no instance of that id, or it has ended.</summary>
    public bool TryRaise(string instance, HistoryEvent raised) => Guarded(() =>
    {
        if (FindInstance(instance) is not { HasEnded: false })
            return false;
        Insert(new NewMessage(instance, null, raised));
        return true;
    });

    /// <summary>Exchanges an activity for its result, in one transaction; nothing if it has one.</summary>
    public void Complete(ActivityWork work, HistoryEvent result) => Guarded(() =>
    {
        using var transaction = connection.BeginTransaction();
        if (Write("DELETE FROM activity WHERE sequence = $sequence", ("$sequence", work.Sequence)) == 0)
            return;
        Insert(new NewMessage(work.Instance, work.Execution, result));
        transaction.Commit();
    });

    public void Drop(IEnumerable<long> messages) => Guarded(() =>
    {
        foreach (var sequence in messages)
            Write("DELETE FROM message WHERE sequence = $sequence", ("$sequence", sequence));
    });

    /// <summary>Writes a step; returns the activities it scheduled and the children that could not be started because they run.</summary>
    public (IReadOnlyList<ActivityWork> Activities, IReadOnlyList<NewChild> Refused) Write(Checkpoint step, DateTimeOffset now) =>
        Guarded(() => WriteStep(step, now));

    private void Guarded(Action work) => Guarded(() =>
    {
        work();
        return true;
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

    private (List<ActivityWork> Activities, List<NewChild> Refused) WriteStep(Checkpoint step, DateTimeOffset now)
    {
        using var transaction = connection.BeginTransaction();
        var after = step.After;
        foreach (var sequence in step.Taken)
            Write("DELETE FROM message WHERE sequence = $sequence", ("$sequence", sequence));
        if (step.IsNewExecution)
            Forget(after.Id, keepEvents: true);
        var length = step.IsNewExecution ? 0 : step.HistoryLength;
        foreach (var happened in step.Events)
            Insert(after.Id, ++length, happened);
        foreach (var task in step.CancelledTimers)
            Write(
                "DELETE FROM message WHERE instance = $instance AND execution = $execution AND kind = 'TimerFired' AND task = $task",
                ("$instance", after.Id), ("$execution", step.Before.Execution), ("$task", task));
        foreach (var message in step.Messages)
            Insert(message);
        // Whatever a step called for was called for by the execution it began in.
        var scheduled = step.Activities.Select(a => Insert(step.Before, a)).ToList();
        var refused = step.Children.Where(child => !TryInsert(child.Instance, child.Execution, now)).ToList();
        foreach (var child in refused)
            Insert(child.IfRefused);
        Write(
            "UPDATE instance SET execution = $execution, version = $version, status = $status, input = $input, output = $output, " +
            "failure = $failure, updated_at = $now WHERE id = $id",
            ("$execution", after.Execution), ("$version", after.Version), ("$status", after.Status), ("$input", after.Input),
            ("$output", after.Output), ("$failure", after.Failure), ("$now", Text(now)), ("$id", after.Id));
        if (after.HasEnded)
            Write("DELETE FROM message WHERE instance = $id", ("$id", after.Id));
        transaction.Commit();
        return (scheduled, refused);
    }

    private bool TryInsert(NewInstance start, string execution, DateTimeOffset now)
    {
        if (FindInstance(start.Id) is { HasEnded: false })
            return false;
        Forget(start.Id, keepEvents: false);
        Write("DELETE FROM instance WHERE id = $id", ("$id", start.Id));
        Write(
            "INSERT INTO instance (id, execution, name, version, status, input, parent, parent_name, parent_execution, parent_task, created_at, updated_at) VALUES ($id, $execution, $name, $version, 'Pending', $input, $parent, $parentName, $parentExecution, $parentTask, $now, $now)",
            ("$id", start.Id), ("$execution", execution), ("$name", start.Name), ("$version", start.Version), ("$input", start.Input), ("$parent", start.Parent?.Instance),
            ("$parentName", start.Parent?.Name), ("$parentExecution", start.Parent?.Execution), ("$parentTask", start.Parent?.Task), ("$now", Text(now)));
        Insert(new NewMessage(start.Id, execution, new HistoryEvent(EventKind.ExecutionStarted, null, start.Name, start.Input), start.StartAt));
        return true;
    }

    // Its activities still run; what comes of them is dropped.
    private void Forget(string instance, bool keepEvents)
    {
        Write("DELETE FROM history WHERE instance = $id", ("$id", instance));
        Write(keepEvents ? "DELETE FROM message WHERE instance = $id AND kind <> 'EventRaised'" : "DELETE FROM message WHERE instance = $id", ("$id", instance));
    }

    private InstanceRecord? FindInstance(string id) => Read(
        "SELECT id, execution, name, version, status, input, output, failure, parent, parent_name, parent_execution, parent_task, created_at, updated_at FROM instance WHERE id = $id",
        static r => new InstanceRecord(
            r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), Text(r, 5), Text(r, 6), Text(r, 7),
            r.IsDBNull(8) ? null : new ParentCall(r.GetString(8), r.GetString(9), r.GetString(10), r.GetInt32(11)), Time(r, 12)!.Value, Time(r, 13)!.Value),
        ("$id", id)).FirstOrDefault();

    private void Insert(string instance, int sequence, HistoryEvent e) => Write(
        "INSERT INTO history (instance, sequence, kind, task, name, payload, at) VALUES ($instance, $sequence, $kind, $task, $name, $payload, $at)",
        ("$instance", instance), ("$sequence", sequence), ("$kind", e.Kind.ToString()), ("$task", e.Task), ("$name", e.Name), ("$payload", e.Payload), ("$at", e.At is { } at ? Text(at) : null));

    private void Insert(NewMessage message) => Write(
        "INSERT INTO message (instance, execution, kind, task, name, payload, due) VALUES ($instance, $execution, $kind, $task, $name, $payload, $due)",
        ("$instance", message.Instance), ("$execution", message.Execution), ("$kind", message.Event.Kind.ToString()), ("$task", message.Event.Task), ("$name", message.Event.Name), ("$payload", message.Event.Payload), ("$due", message.Due is { } due ? Text(due) : null));

    private ActivityWork Insert(InstanceRecord instance, NewActivity activity) => Read(
        "INSERT INTO activity (instance, execution, task, name, input) VALUES ($instance, $execution, $task, $name, $input) RETURNING sequence, instance, execution, task, name, input",
        WorkOf, ("$instance", instance.Id), ("$execution", instance.Execution), ("$task", activity.Task), ("$name", activity.Name), ("$input", activity.Input))[0];

    private int Write(string text, params (string Name, object? Value)[] parameters)
    {
        using var command = Command(text, parameters);
        return command.ExecuteNonQuery();
    }

    private List<T> Read<T>(string text, Func<SqliteDataReader, T> read, params (string Name, object? Value)[] parameters)
    {
        using var command = Command(text, parameters);
        using var reader = command.ExecuteReader();
        var rows = new List<T>();
        while (reader.Read())
            rows.Add(read(reader));
        return rows;
    }

    private SqliteCommand Command(string text, (string Name, object? Value)[] parameters)
    {
        var command = connection.CreateCommand();
        command.CommandText = text;
        foreach (var (name, value) in parameters)
            command.Parameters.AddWithValue(name, value ?? DBNull.Value);
        return command;
    }

    private static ActivityWork WorkOf(SqliteDataReader r) => new(r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetInt32(3), r.GetString(4), Text(r, 5));

    private static HistoryEvent EventOf(SqliteDataReader r, int first) =>
        new(Enum.Parse<EventKind>(r.GetString(first)), Number(r, first + 1), Text(r, first + 2), Text(r, first + 3), Time(r, first + 4));

    private static string? Text(SqliteDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);

    private static int? Number(SqliteDataReader r, int column) => r.IsDBNull(column) ? null : r.GetInt32(column);

    private static DateTimeOffset? Time(SqliteDataReader r, int column) => r.IsDBNull(column) ? null : DateTimeOffset.Parse(r.GetString(column), CultureInfo.InvariantCulture);

    // Sorts as text in the order of time.
    private static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
