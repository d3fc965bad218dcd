namespace RdsCalOrchestrator.Functions.Records;

/// <summary>Section <c>Records</c>: where records lie, and the key ring that encrypts the secrets in them.</summary>
public sealed class RecordsOptions
{
    public const string Section = "Records";

    /// <summary>
    /// Of the storage account whose tables hold the records, reached as the app's identity (<c>AZURE_CLIENT_ID</c> names one of several);
    /// required on Azure. Unset, they lie in a file.
    /// </summary>
    public Uri? TableEndpoint { get; set; }

    /// <summary>In place of <see cref="TableEndpoint"/>: of an emulator on this machine only.</summary>
    public string ConnectionString { get; set; } = "";

    /// <summary>What the tables' names begin with.</summary>
    public string Tables { get; set; } = "RdsCal";

    /// <summary>Of the key vault that holds the key ring; required on Azure. Unset, it lies in a directory.</summary>
    public Uri? KeyVaultUri { get; set; }

    /// <summary>Where records lie that are in no table; several apps may share it. Unset, <c>journal</c> in <c>DataDirectory</c>.</summary>
    public string Directory { get; set; } = "";

    /// <summary>Where a key ring lies that is in no vault. Unset, <c>keys/ring</c> in <c>DataDirectory</c>.</summary>
    public string KeyRing { get; set; } = "";
}
