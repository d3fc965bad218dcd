using System.Text.RegularExpressions;
using Azure.Data.Tables;
using Azure.Identity;
using Microsoft.Extensions.Configuration;

namespace RdsCalOrchestrator.Functions.Records.Tables;

/// <summary>
/// Settings: <c>Records:TableEndpoint</c>, reached as the app's identity (<c>AZURE_CLIENT_ID</c> names one of several);
/// <c>Records:ConnectionString</c>, of an emulator on this machine only; <c>Records:Tables</c>, what the tables' names begin with.
/// </summary>
internal static partial class TableSettings
{
    private const string Endpoint = "Records:TableEndpoint";
    private const string Emulator = "Records:ConnectionString";
    private const string Tables = "Records:Tables";

    /// <summary>Null when records are not in tables.</summary>
    /// <exception cref="InvalidOperationException">It names the setting, and what is to be done.</exception>
    internal static TableServiceClient? Account(IConfiguration configuration)
    {
        if (configuration[Emulator] is { Length: > 0 } emulator && !AzureHost.IsHere(configuration))
        {
            return string.IsNullOrEmpty(configuration[Endpoint])
                ? Emulated(emulator)
                : throw new InvalidOperationException($"{Endpoint} and {Emulator} are both set: remove one.");
        }

        var endpoint = AzureHost.Address(configuration, Endpoint, "https://ACCOUNT.table.core.windows.net", "Storage Table Data Contributor");
        return endpoint is null ? null : new TableServiceClient(endpoint, new DefaultAzureCredential());
    }

    internal static string Name(IConfiguration configuration) => configuration[Tables] is not { } name
        ? "RdsCal"
        : IsName().IsMatch(name)
            ? name
            : throw new InvalidOperationException($"{Tables} must be 3 to 50 letters and digits, and begin with a letter.");

    private static TableServiceClient Emulated(string connection)
    {
        try
        {
            if (new TableServiceClient(connection) is { Uri.IsLoopback: true } client)
                return client;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            // Refused as the others are; it is not quoted, for there is a key in it.
        }

        throw new InvalidOperationException(
            $"{Emulator} is for an emulator on this machine only. For a storage account set {Endpoint} to https://ACCOUNT.table.core.windows.net.");
    }

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9]{2,49}\z")]
    private static partial Regex IsName();
}
