using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Timers;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Discovery;

/// <summary>What settings switch off, as on the host: a timer function does not run, the address of an HTTP function is not found.</summary>
internal static class DisabledFunctions
{
    public static bool IsDisabled(this AppFunction function, IConfiguration settings) => NameOfSwitch(function, settings) is not null;

    /// <summary>On the host an instance fails that calls what is disabled, because it is taken for missing.</summary>
    public static IEnumerable<string> Problems(AppFunction function, IConfiguration settings) =>
        function is not (HttpFunction or TimerFunction) && NameOfSwitch(function, settings) is { } name
            ? [$"{name} would make every instance fail that needs it. Only HTTP and timer functions can be disabled."]
            : [];

    // The host reads both names: not every system has dots in the names of its environment.
    private static string? NameOfSwitch(AppFunction function, IConfiguration settings) =>
        new[] { $"AzureWebJobs.{function.Name}.Disabled", $"AzureWebJobs_{function.Name}_Disabled" }.FirstOrDefault(name => IsSet(settings[name]));

    private static bool IsSet(string? value) => value == "1" || (bool.TryParse(value, out var isSet) && isSet);
}
