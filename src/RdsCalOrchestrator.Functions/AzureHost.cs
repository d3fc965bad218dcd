using Microsoft.Extensions.Configuration;

namespace RdsCalOrchestrator.Functions;

/// <summary>Whether this is Azure: there a file goes with its machine, and no other host sees it.</summary>
internal static class AzureHost
{
    // The platform names its site, and says Development nowhere; a developer's tools do.
    internal static bool IsHere(IConfiguration configuration) =>
        !string.IsNullOrEmpty(configuration["WEBSITE_SITE_NAME"])
        && !string.Equals(configuration["AZURE_FUNCTIONS_ENVIRONMENT"], "Development", StringComparison.OrdinalIgnoreCase);
}
