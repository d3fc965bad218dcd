using System.Globalization;
using Microsoft.Data.Sqlite;

namespace Microsoft.DurableTask.Engine;

/// <summary>The numbered scripts of the schema; each is applied once, and all that are missing in one transaction.</summary>
internal static class EngineSchema
{
    private const string Folder = "Engine.Schema.";

    /// <summary>Name and text of each script; the first is number 1.</summary>
    public static IReadOnlyList<(string Name, string Text)> Scripts { get; } =
    [
        .. typeof(EngineSchema).Assembly.GetManifestResourceNames()
            .Where(static n => n.StartsWith(Folder, StringComparison.Ordinal))
            .Order(StringComparer.Ordinal)
            .Select(static n => (n[Folder.Length..], Read(n))),
    ];

    /// <exception cref="EngineFileException">A newer program has upgraded the file.</exception>
    public static void Upgrade(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction();
        using var read = connection.CreateCommand();
        read.CommandText = "PRAGMA user_version";
        var applied = (int)(long)read.ExecuteScalar()!;
        if (applied > Scripts.Count)
            throw EngineFileException.NewerSchema(connection.DataSource, applied, Scripts.Count);
        for (var number = applied + 1; number <= Scripts.Count; number++)
        {
            using var apply = connection.CreateCommand();
            apply.CommandText = string.Create(CultureInfo.InvariantCulture, $"{Scripts[number - 1].Text}; PRAGMA user_version = {number}");
            apply.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    private static string Read(string resource)
    {
        using var script = new StreamReader(typeof(EngineSchema).Assembly.GetManifestResourceStream(resource)!);
        return script.ReadToEnd();
    }
}
