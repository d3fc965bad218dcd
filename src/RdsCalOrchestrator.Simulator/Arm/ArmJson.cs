using System.Globalization;
using System.Text.Json.Nodes;

namespace RdsCalOrchestrator.Simulator.Arm;

internal static class ArmJson
{
    public static string Time(DateTimeOffset at) => at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);

    public static JsonObject Tags(IReadOnlyDictionary<string, string> tags)
    {
        var all = new JsonObject();
        foreach (var (name, value) in tags)
            all[name] = value;
        return all;
    }
}
