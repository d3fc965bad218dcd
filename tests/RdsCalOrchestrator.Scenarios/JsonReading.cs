using System.Text.Json;

namespace RdsCalOrchestrator.Scenarios;

internal static class JsonReading
{
    internal static string Text(this JsonElement element, string name) => element.GetProperty(name).GetString()!;
}
