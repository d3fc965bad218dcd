using Microsoft.Data.Sqlite;

namespace Embedded.Tests.Engine;

internal static class DatabaseRows
{
    /// <summary>The rows of a query, columns divided by spaces.</summary>
    public static IReadOnlyList<string> Rows(this SqliteConnection connection, string query)
    {
        using var command = connection.CreateCommand();
        command.CommandText = query;
        using var reader = command.ExecuteReader();
        var rows = new List<string>();
        while (reader.Read())
            rows.Add(string.Join(' ', Enumerable.Range(0, reader.FieldCount).Select(reader.GetValue)));
        return rows;
    }
}
