using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>What the runtime takes from host.json, with the host's defaults. How the host scales, queues and logs is left to the host.</summary>
internal sealed record HostJson(string RoutePrefix, string DefaultVersion)
{
    /// <exception cref="InvalidOperationException">It asks for what this runtime does not do.</exception>
    public static HostJson Read(string directory)
    {
        var file = new ConfigurationBuilder().AddJsonFile(Path.Combine(directory, "host.json"), optional: true).Build();
        ThrowUnless(file, "versionMatchStrategy", "CurrentOrOlder");
        ThrowUnless(file, "versionFailureStrategy", "Reject");
        ThrowUnless(file, "throwStatusExceptionsOnRaiseEvent", "false");
        return new HostJson(
            file["extensions:http:routePrefix"] ?? "api",
            file["extensions:durableTask:defaultVersion"] ?? string.Empty);
    }

    private static void ThrowUnless(IConfiguration file, string setting, string known)
    {
        var value = file[$"extensions:durableTask:{setting}"];
        if (value is not null && !value.Equals(known, StringComparison.OrdinalIgnoreCase))
            throw new InvalidOperationException($"host.json: {setting} is '{value}'. The embedded runtime knows {known} only.");
    }
}
