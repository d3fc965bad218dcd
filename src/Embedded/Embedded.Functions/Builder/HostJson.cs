using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>What the runtime takes from host.json, with the host's defaults.</summary>
internal sealed record HostJson(string RoutePrefix, string DefaultVersion)
{
    public static HostJson Read(string directory)
    {
        var file = new ConfigurationBuilder().AddJsonFile(Path.Combine(directory, "host.json"), optional: true).Build();
        return new HostJson(
            file["extensions:http:routePrefix"] ?? "api",
            file["extensions:durableTask:defaultVersion"] ?? string.Empty);
    }
}
