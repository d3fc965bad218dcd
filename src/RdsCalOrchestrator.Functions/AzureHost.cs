using Microsoft.Extensions.Configuration;

namespace RdsCalOrchestrator.Functions;

/// <summary>Whether this is Azure: there a file goes with its machine, and no other host sees it.</summary>
internal static class AzureHost
{
    // The platform names its site, and says Development nowhere; a developer's tools do.
    internal static bool IsHere(IConfiguration configuration) =>
        !string.IsNullOrEmpty(configuration["WEBSITE_SITE_NAME"])
        && !string.Equals(configuration["AZURE_FUNCTIONS_ENVIRONMENT"], "Development", StringComparison.OrdinalIgnoreCase);

    /// <summary>An https address of a service of Azure and nothing after it; it is not quoted when it is another, for that may be a key.</summary>
    /// <returns>Null when the setting is not there, which on Azure is refused.</returns>
    /// <exception cref="InvalidOperationException">It names the setting, and what is to be done.</exception>
    internal static Uri? Address(IConfiguration configuration, string setting, string example, string role)
    {
        if (configuration[setting] is not { Length: > 0 } text)
        {
            return IsHere(configuration)
                ? throw new InvalidOperationException(
                    $"{setting} is not set, and on Azure nothing may be kept in files. Set it to {example}, and give the app's identity the role {role} there.")
                : null;
        }

        return Uri.TryCreate(text, UriKind.Absolute, out var address)
            && address.Scheme == Uri.UriSchemeHttps && address is { Query: "", Fragment: "", UserInfo: "" }
            ? address
            : throw new InvalidOperationException($"{setting} must be an https address such as {example}, and nothing after it: no key and no SAS.");
    }
}
