using Microsoft.Data.Sqlite;

namespace Microsoft.DurableTask.Engine;

/// <summary>The engine's file cannot be read or written, for a reason outside the program. The message names the file and the fix.</summary>
internal sealed class EngineFileException(string message, Exception? cause = null) : Exception(message, cause)
{
    // The primary codes of SQLite.
    private const int Perm = 3, Busy = 5, Locked = 6, ReadOnly = 8, InputOutput = 10;
    private const int Corrupt = 11, Full = 13, CannotOpen = 14, NotADatabase = 26;

    /// <summary>Somebody else has it; whoever tries waits in vain.</summary>
    public bool IsLocked { get; private init; }

    /// <summary>Null when it is the program's own fault.</summary>
    public static EngineFileException? Of(SqliteException cause, string file) => cause.SqliteErrorCode switch
    {
        Busy or Locked => new($"The engine's file '{file}' is locked by another process. Close what has it open.", cause) { IsLocked = true },
        Full => new($"The engine's file '{file}' cannot grow: the disk is full. Make room on it.", cause),
        InputOutput => new(
            $"The engine's file '{file}' cannot be read or written: {cause.Message} Check the disk, and that there is room on it.", cause),
        Corrupt or NotADatabase => Damaged(file, cause.Message),
        CannotOpen or ReadOnly or Perm => NotUsable(file, cause),
        _ => null,
    };

    public static EngineFileException Damaged(string file, string how) => new(
        $"The engine's file '{file}' is damaged and was left as it is: {how} Put back a copy of it and of what lies beside it ('-wal'), " +
        "or move both away to begin with an empty file.");

    public static EngineFileException OlderSchema(string file) => new(
        $"The engine's file '{file}' was written by an older version of this program. Start this version once: it upgrades the file.");

    public static EngineFileException NewerSchema(string file, int schema, int known) => new(
        $"The engine's file '{file}' was upgraded by a newer version of this program and was left as it is: its schema is number {schema}, " +
        $"this version knows {known}. Start the newer version again, or put back a copy of the file from before the upgrade.");

    public static EngineFileException NotUsable(string file, Exception cause) => new(
        $"The engine's file '{file}' cannot be opened. It must be a file that this user may read and write, " +
        $"in a directory where it may make others: {cause.Message}", cause);
}
