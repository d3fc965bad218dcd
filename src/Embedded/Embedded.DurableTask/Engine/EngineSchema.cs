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
        var applied = Applied(connection);
        for (var number = applied + 1; number <= Scripts.Count; number++)
        {
            using var apply = connection.CreateCommand();
            apply.CommandText = string.Create(CultureInfo.InvariantCulture, $"{Scripts[number - 1].Text}; PRAGMA user_version = {number}");
            apply.ExecuteNonQuery();
        }

        transaction.Commit();
    }

    /// <summary>For who only reads.</summary>
    /// <exception cref="EngineFileException">The file has another schema, of a newer program or of an older one.</exception>
    public static void ThrowIfOther(SqliteConnection connection)
    {
        if (Applied(connection) < Scripts.Count)
            throw EngineFileException.OlderSchema(connection.DataSource);
    }

    private static int Applied(SqliteConnection connection)
    {
        using var read = connection.CreateCommand();
        read.CommandText = "PRAGMA user_version";
        var applied = (int)(long)read.ExecuteScalar()!;
        return applied > Scripts.Count ? throw EngineFileException.NewerSchema(connection.DataSource, applied, Scripts.Count) : applied;
    }

    private static string Read(string resource)
    {
        using var script = new StreamReader(typeof(EngineSchema).Assembly.GetManifestResourceStream(resource)!);
        return script.ReadToEnd();
    }
}
