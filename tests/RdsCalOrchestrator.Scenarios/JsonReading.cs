using System.Text.Json;

namespace RdsCalOrchestrator.Scenarios;

internal static class JsonReading
{
    internal static bool HasText(this JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String;

    internal static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
