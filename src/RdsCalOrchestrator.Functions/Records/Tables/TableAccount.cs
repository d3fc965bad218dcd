using Azure.Data.Tables;
using Azure.Identity;

namespace RdsCalOrchestrator.Functions.Records.Tables;

/// <summary>The storage account that holds records.</summary>
internal static class TableAccount
{
    /// <summary>Null when records are not in tables.</summary>
    internal static TableServiceClient? Open(RecordsOptions options) => options switch
    {
        { TableEndpoint: { } endpoint } => new TableServiceClient(endpoint, new DefaultAzureCredential()),
        { ConnectionString: not "" and var connection } => Emulator(connection),
        _ => null,
    };

    /// <summary>Null when it is not on this machine, or cannot be read.</summary>
    internal static TableServiceClient? Emulator(string connection)
    {
        try
        {
            return new TableServiceClient(connection) is { Uri.IsLoopback: true } client ? client : null;
        }
        catch (Exception e) when (e is FormatException or ArgumentException or InvalidOperationException)
        {
            return null;
        }
    }
}
