using System.Reflection;
using Dapper;
using Microsoft.Data.Sqlite;

namespace RdsCalOrchestrator.Functions.Records;

/// <summary>Applies the numbered scripts a file has not seen yet. A script that was released is never edited.</summary>
internal static class SqliteSchema
{
    private const string Folder = "Records.Schema.";

    internal static void Upgrade(SqliteConnection connection)
    {
        using var transaction = connection.BeginTransaction(deferred: false);
        var applied = connection.ExecuteScalar<int>("PRAGMA user_version", transaction: transaction);
        var scripts = Scripts().ToList();
        if (applied > scripts[^1].Number)
        {
            throw new InvalidOperationException(
                $"The journal has schema {applied}; this version of the app knows {scripts[^1].Number}. Nothing was changed.");
        }

        foreach (var (number, text) in scripts.Where(s => s.Number > applied))
        {
            connection.Execute(text, transaction: transaction);
            connection.Execute($"PRAGMA user_version = {number}", transaction: transaction);
        }

        transaction.Commit();
    }

    internal static IEnumerable<(int Number, string Text)> Scripts()
    {
        var assembly = Assembly.GetExecutingAssembly();
        foreach (var name in assembly.GetManifestResourceNames()
            .Where(static n => n.StartsWith(Folder, StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using var reader = new StreamReader(assembly.GetManifestResourceStream(name)!);
            yield return (int.Parse(name[Folder.Length..][..4], System.Globalization.CultureInfo.InvariantCulture), reader.ReadToEnd());
        }
    }
}
