using System.Text.Json;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>What host.json says to a runtime: the route prefix and the version of orchestrations.</summary>
internal sealed record HostJson(string RoutePrefix, string OrchestrationVersion)
{
    public static HostJson Load()
    {
        var file = Path.Combine(AppContext.BaseDirectory, "host.json");
        if (!File.Exists(file))
            return new HostJson("/api", "");
        using var json = JsonDocument.Parse(File.ReadAllText(file));
        var prefix = Text(json.RootElement, "extensions", "http", "routePrefix") ?? "api";
        return new HostJson(prefix.Length == 0 ? "" : $"/{prefix.Trim('/')}", Text(json.RootElement, "extensions", "durableTask", "defaultVersion") ?? "");
    }

    private static string? Text(JsonElement element, params string[] path)
    {
        foreach (var name in path)
        {
            if (!element.TryGetProperty(name, out element))
                return null;
        }

        return element.GetString();
    }
}
