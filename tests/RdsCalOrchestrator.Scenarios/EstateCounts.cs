using System.Text.Json;

namespace RdsCalOrchestrator.Scenarios;

/// <summary>The CALs as the simulated estate counts them itself: what reports are compared with.</summary>
internal sealed class EstateCounts(JsonElement counts)
{
    internal static async Task<EstateCounts> ReadAsync(HttpClient http, Uri simulator, CancellationToken cancellation) =>
        new(JsonDocument.Parse(await http.GetStringAsync(new Uri(simulator, "/simulator/estate"), cancellation)).RootElement);

    internal string Text => counts.GetRawText();

    /// <summary>CALs that can be moved; 0 for a machine that does not exist.</summary>
    internal long CalsOn(string server) =>
        Machine(server) is { } machine
            ? machine.GetProperty("totals").EnumerateArray().Sum(static t => t.GetProperty("total").GetInt64())
            : 0;

    /// <summary>How often an effect of a kind was applied to a machine.</summary>
    internal int Effects(string server, string kind) =>
        Machine(server) is { } machine && machine.GetProperty("effects").TryGetProperty(kind, out var times) ? times.GetInt32() : 0;

    internal IEnumerable<string> Stopped => counts.GetProperty("machines").EnumerateArray()
        .Where(static m => m.Text("power") == "stopped").Select(static m => m.Text("computerName"));

    private JsonElement? Machine(string server) => counts.GetProperty("machines").EnumerateArray()
        .Where(m => string.Equals(m.Text("computerName"), server, StringComparison.OrdinalIgnoreCase))
        .Select(static m => (JsonElement?)m).FirstOrDefault();
}
