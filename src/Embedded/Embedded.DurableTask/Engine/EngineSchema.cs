using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Microsoft.DurableTask.Engine;

/// <summary>The numbered scripts of the schema; each is applied once, and all that are missing in one transaction.</summary>
internal static class EngineSchema
{
    private const string Folder = "Engine.Schema.";

    public static void Upgrade(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        using var read = connection.CreateCommand();
        read.CommandText = "PRAGMA user_version";
        var applied = (long)read.ExecuteScalar()!;
        var assembly = typeof(EngineSchema).Assembly;
        var scripts = assembly.GetManifestResourceNames().Where(static n => n.StartsWith(Folder, StringComparison.Ordinal));
        foreach (var name in scripts.Order(StringComparer.Ordinal))
        {
            var number = int.Parse(name.AsSpan(Folder.Length, 4), CultureInfo.InvariantCulture);
            if (number <= applied)
                continue;
            using var script = new StreamReader(assembly.GetManifestResourceStream(name)!);
            using var apply = connection.CreateCommand();
            apply.CommandText = $"{script.ReadToEnd()}; PRAGMA user_version = {number}";
            apply.ExecuteNonQuery();
        }

        transaction.Commit();
    }
}
