using System.Globalization;
using System.Text.Json;
using Microsoft.Data.Sqlite;

namespace RdsCalOrchestrator.Scenarios.FaultRuns.Checks;

/// <summary>One stream of the app's journal, as it lies in its file.</summary>
internal sealed record Journal(IReadOnlyList<JournalEntry> Entries)
{
    internal static IReadOnlyDictionary<string, Journal> ReadAll(string directory)
    {
        using var file = new SqliteConnection($"Data Source={Directory.GetFiles(directory, "*.db").Single()};Mode=ReadOnly;Pooling=False");
        file.Open();
        using var command = file.CreateCommand();
        command.CommandText = "SELECT stream, kind, at, content FROM entry ORDER BY stream, version";
        using var reader = command.ExecuteReader();
        var entries = new List<(string Stream, JournalEntry Entry)>();
        while (reader.Read())
        {
            entries.Add((reader.GetString(0), new JournalEntry(
                reader.GetString(1),
                DateTimeOffset.Parse(reader.GetString(2), CultureInfo.InvariantCulture),
                JsonDocument.Parse(reader.GetString(3)).RootElement)));
        }

        return entries.GroupBy(static e => e.Stream).ToDictionary(static g => g.Key, static g => new Journal([.. g.Select(static e => e.Entry)]));
    }

    internal IEnumerable<JournalEntry> Of(string kind) => Entries.Where(e => e.Kind == kind);
}

internal sealed record JournalEntry(string Kind, DateTimeOffset At, JsonElement Content);
