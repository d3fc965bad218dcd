using System.Xml.Linq;
using Microsoft.AspNetCore.DataProtection;
using Microsoft.Extensions.DependencyInjection;
using RdsCalOrchestrator.Functions.Records.Keys;
using Xunit;

namespace RdsCalOrchestrator.Tests.Records.Keys;

public sealed class KeyVaultXmlRepositoryTests : IDisposable
{
    private readonly StubVault _vault = new();

    private KeyVaultXmlRepository Repository => new(_vault.Client);

    public void Dispose() => _vault.Dispose();

    [Fact]
    public void Store_AKey_IsOneSecretThatIsNamedAndTagged()
    {
        Repository.StoreElement(new XElement("key", new XAttribute("id", "1")), "key-1");

        var (name, secret) = Assert.Single(_vault.Secrets);
        Assert.Equal("rdscal-ring-key-1", name);
        Assert.Equal("application/xml", (string?)secret["contentType"]);
        Assert.Equal("key-1", (string?)secret["tags"]!["key"]);
        Assert.Equal("""<key id="1" />""", (string?)secret["value"]);
    }

    [Fact]
    public void GetAll_SeveralPagesWithOthersSecrets_GivesTheRingOnly()
    {
        for (var i = 0; i < 5; i++)
            _vault.Add($"rdscal-ring-key-{i}", $"<key>{i}</key>");
        _vault.Add("another-apps", "no xml", "text/plain");
        _vault.Add("rdscal-ring-note", "no xml", "text/plain");
        _vault.Add("rdscal-ring-disabled", "<key>disabled</key>", enabled: false);

        Assert.Equal(["0", "1", "2", "3", "4"], Repository.GetAllElements().Select(static e => e.Value));
    }

    [Fact]
    public void Store_NameThatAVaultForbids_IsWrittenUnderOneThatItAllows()
    {
        Repository.StoreElement(new XElement("revocation"), $"revocation of 2026/11/24_{new string('x', 200)}");

        var name = Assert.Single(_vault.Secrets).Key;
        Assert.Matches("^rdscal-ring-revocation-of-2026-11-24-x+$", name);
        Assert.Equal(127, name.Length);
    }

    [Fact]
    public void Store_MoreThanASecretTakes_IsRefused()
    {
        Assert.Throws<InvalidOperationException>(() => Repository.StoreElement(new XElement("key", new string('ä', 13_000)), "key-1"));

        Assert.Empty(_vault.Secrets);
    }

    [Fact]
    public async Task DataProtection_TwoHostsOverOneVault_ReadWhatEachOtherEncrypted()
    {
        await using var first = Host();
        await using var second = Host();

        var text = first.GetRequiredService<IDataProtectionProvider>().CreateProtector("p").Protect("marked");

        Assert.Equal("marked", second.GetRequiredService<IDataProtectionProvider>().CreateProtector("p").Unprotect(text));
        Assert.Single(_vault.Secrets);
    }

    private ServiceProvider Host()
    {
        var services = new ServiceCollection().AddLogging();
        services.AddDataProtection().SetApplicationName("RdsCalOrchestrator").AddKeyManagementOptions(o => o.XmlRepository = Repository);
        return services.BuildServiceProvider();
    }
}
