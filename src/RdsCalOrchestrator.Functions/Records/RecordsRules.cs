using System.Text.RegularExpressions;
using RdsCalOrchestrator.Functions.Records.Tables;
using RdsCalOrchestrator.Functions.Settings;

namespace RdsCalOrchestrator.Functions.Records;

/// <summary>What must hold of the settings in section <c>Records</c>.</summary>
internal static partial class RecordsRules
{
    private const string Endpoint = $"{RecordsOptions.Section}:{nameof(RecordsOptions.TableEndpoint)}";
    private const string Emulator = $"{RecordsOptions.Section}:{nameof(RecordsOptions.ConnectionString)}";
    private const string Tables = $"{RecordsOptions.Section}:{nameof(RecordsOptions.Tables)}";
    private const string Vault = $"{RecordsOptions.Section}:{nameof(RecordsOptions.KeyVaultUri)}";
    private const string SomeEndpoint = "https://ACCOUNT.table.core.windows.net";

    internal static IEnumerable<Refusal> Of(RecordsOptions options, bool isAzure)
    {
        if (Address(Endpoint, options.TableEndpoint, isAzure, SomeEndpoint, "Storage Table Data Contributor") is { } endpoint)
            yield return endpoint;
        if (Address(Vault, options.KeyVaultUri, isAzure, "https://VAULT.vault.azure.net", "Key Vault Secrets Officer") is { } vault)
            yield return vault;
        if (options.ConnectionString is not "" && (isAzure || TableAccount.Emulator(options.ConnectionString) is null))
        {
            yield return new Refusal(
                Emulator, "is for an emulator on this machine only.",
                $"For a storage account set {Refusal.Variable(Endpoint)}={SomeEndpoint} in its place.");
        }
        else if (options is { ConnectionString: not "", TableEndpoint: not null })
        {
            yield return new Refusal(
                Endpoint, $"and {Emulator} are both set.", $"Remove {Refusal.Variable(Endpoint)} or {Refusal.Variable(Emulator)}.");
        }

        if (!IsName().IsMatch(options.Tables))
            yield return Refusal.Example(Tables, "must be 3 to 50 letters and digits, and begin with a letter.", "RdsCal");
    }

    private static Refusal? Address(string setting, Uri? address, bool isAzure, string example, string role) => address switch
    {
        null when !isAzure => null,
        null => new Refusal(
            setting, "is not set, and on Azure nothing may be kept in files.",
            $"Set {Refusal.Variable(setting)}={example}, and give the app's identity the role {role} there."),
        { IsAbsoluteUri: true, Scheme: "https", Query: "", Fragment: "", UserInfo: "" } => null,
        _ => Refusal.Example(setting, "must be an https address, and nothing after it: no key and no SAS.", example),
    };

    [GeneratedRegex(@"^[A-Za-z][A-Za-z0-9]{2,49}\z")]
    private static partial Regex IsName();
}
