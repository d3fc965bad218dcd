using System.Text;
using System.Text.RegularExpressions;
using System.Xml.Linq;
using Azure.Security.KeyVault.Secrets;
using Microsoft.AspNetCore.DataProtection.Repositories;

namespace RdsCalOrchestrator.Functions.Records.Keys;

/// <summary>
/// The key ring that encrypts the journal's secrets, in a key vault: each key a secret, found again by its name and content type. One that an
/// operator has disabled is no part of the ring.
/// </summary>
internal sealed partial class KeyVaultXmlRepository(SecretClient vault) : IXmlRepository
{
    private const string Prefix = "rdscal-ring-";
    private const string ContentType = "application/xml";
    private const int MostBytes = 25 * 1024;
    private const int MostInName = 127;

    public IReadOnlyCollection<XElement> GetAllElements() =>
    [
        .. vault.GetPropertiesOfSecrets()
            .Where(static s => s.Name.StartsWith(Prefix, StringComparison.Ordinal) && s.ContentType == ContentType && s.Enabled != false)
            .Select(s => XElement.Parse(vault.GetSecret(s.Name).Value.Value)),
    ];

    public void StoreElement(XElement element, string friendlyName)
    {
        var text = element.ToString(SaveOptions.DisableFormatting);
        if (Encoding.UTF8.GetByteCount(text) > MostBytes)
            throw new InvalidOperationException($"The key {friendlyName} is longer than the {MostBytes} bytes that a secret of a key vault has.");
        var name = $"{Prefix}{Forbidden().Replace(friendlyName is "" ? $"{Guid.NewGuid()}" : friendlyName, "-")}";
        var secret = new KeyVaultSecret(name[..Math.Min(name.Length, MostInName)], text)
        {
            Properties = { ContentType = ContentType, Tags = { ["app"] = "RdsCalOrchestrator", ["key"] = friendlyName } },
        };
        vault.SetSecret(secret);
    }

    [GeneratedRegex("[^0-9A-Za-z-]")]
    private static partial Regex Forbidden();
}
