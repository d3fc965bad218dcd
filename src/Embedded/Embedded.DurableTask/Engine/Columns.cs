using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Microsoft.DurableTask.Engine;

/// <summary>How values stand in the file.</summary>
internal static class Columns
{
    public static ActivityWork WorkOf(SqliteDataReader r) =>
        new(r.GetInt64(0), r.GetString(1), r.GetString(2), r.GetInt32(3), r.GetString(4), Text(r, 5), Text(r, 6));

    public static InstanceRecord InstanceOf(SqliteDataReader r) => new(
        r.GetString(0), r.GetString(1), r.GetString(2), r.GetString(3), r.GetString(4), Text(r, 5), Text(r, 6), Text(r, 7),
        r.IsDBNull(8) ? null : new ParentCall(r.GetString(8), r.GetString(9), r.GetString(10), r.GetInt32(11)),
        Time(r, 12)!.Value, Time(r, 13)!.Value, Text(r, 14));

    public static HistoryEvent EventOf(SqliteDataReader r, int first) => new(
        Enum.Parse<EventKind>(r.GetString(first)), Number(r, first + 1), Text(r, first + 2), Text(r, first + 3), Time(r, first + 4));

    public static string? Text(SqliteDataReader r, int column) => r.IsDBNull(column) ? null : r.GetString(column);

    public static int? Number(SqliteDataReader r, int column) => r.IsDBNull(column) ? null : r.GetInt32(column);

    public static DateTimeOffset? Time(SqliteDataReader r, int column) =>
        r.IsDBNull(column) ? null : DateTimeOffset.Parse(r.GetString(column), CultureInfo.InvariantCulture);

    /// <summary>Sorts as text in the order of time.</summary>
    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
