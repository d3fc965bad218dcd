using System.Globalization;
using System.Text.Encodings.Web;
using System.Text.Json;
using Azure.Data.Tables;

namespace RdsCalOrchestrator.Functions.Records.Tables;

/// <summary>
/// Entries that were appended together, in as few entities as hold them: one transaction has at most a hundred, and must hold an append whole.
/// The key of each is the version of its last entry, so that all behind a version are one range.
/// </summary>
internal static class Segments
{
    private const int MostEntities = 99;
    private const int MostBytes = 4_000_000;
    private const int BytesAround = 2_000;

    private static readonly JsonSerializerOptions Json = new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping };

    /// <exception cref="InvalidOperationException">They are more than one transaction takes.</exception>
    internal static IReadOnlyList<TableEntity> Of(string partition, IEnumerable<StoredEntry> entries)
    {
        List<(int Last, string Text)> segments = [];
        foreach (var entry in entries)
        {
            var text = JsonSerializer.Serialize(entry with { At = entry.At.ToUniversalTime() }, Json);
            if (segments is [.., var last] && last.Text.Length + text.Length + "[,]".Length <= TableText.Most)
                segments[^1] = (entry.Version, $"{last.Text},{text}");
            else
                segments.Add((entry.Version, text));
        }

        if (segments.Count > MostEntities
            || segments.Sum(static s => JsonEncodedText.Encode(s.Text).EncodedUtf8Bytes.Length + BytesAround) > MostBytes)
        {
            throw new InvalidOperationException(
                $"What is to be appended to {partition} at once is more than the 4 MB that a table takes in one transaction."
                + " Nothing was written.");
        }

        return [.. segments.Select(s => new TableEntity(partition, Key(s.Last)).With($"[{s.Text}]"))];
    }

    internal static IEnumerable<StoredEntry> Read(TableEntity segment) => JsonSerializer.Deserialize<StoredEntry[]>(TableText.TextOf(segment), Json)!;

    internal static string Behind(string partition, int version) =>
        TableClient.CreateQueryFilter($"PartitionKey eq {partition} and RowKey gt {Key(version)} and RowKey lt {":"}");

    // Ten digits, so that they sort as numbers.
    private static string Key(int version) => version.ToString("D10", CultureInfo.InvariantCulture);
}
