using System.Globalization;

namespace Microsoft.DurableTask.Engine;

/// <summary>How values stand in the file.</summary>
internal static class Columns
{
    public static ActivityWork WorkOf(Row r) => new(
        r.Number(0), r.Text(1)!, r.Text(2)!, (int)r.Number(3), r.Text(4)!, r.Text(5), r.Text(6));

    public static InstanceRecord InstanceOf(Row r) => new(
        r.Text(0)!, r.Text(1)!, r.Text(2)!, r.Text(3)!, r.Text(4)!, r.Text(5), r.Text(6), r.Text(7),
        r.Text(8) is { } parent ? new ParentCall(parent, r.Text(9)!, r.Text(10)!, (int)r.Number(11)) : null,
        Time(r, 12)!.Value, Time(r, 13)!.Value, r.Text(14));

    public static HistoryEvent EventOf(Row r, int first) => new(
        Enum.Parse<EventKind>(r.Text(first)!), Number(r, first + 1), r.Text(first + 2), r.Text(first + 3), Time(r, first + 4));

    public static int? Number(Row r, int column) => r.IsNull(column) ? null : (int)r.Number(column);

    public static DateTimeOffset? Time(Row r, int column) =>
        r.Text(column) is { } text ? DateTimeOffset.Parse(text, CultureInfo.InvariantCulture) : null;

    /// <summary>Sorts as text in the order of time.</summary>
    public static string Text(DateTimeOffset at) => at.UtcDateTime.ToString("O", CultureInfo.InvariantCulture);
}
