using Xunit;

namespace RdsCalOrchestrator.Tests.Settings;

/// <summary>What Azure needs, and what it must not have.</summary>
public sealed class AzureRuleTests
{
    [Fact]
    public void Settings_AsInfraGivesThem_AreTaken() => SomeSettings.Taken(SomeSettings.Of(SomeSettings.OnAzure));

    [Fact]
    public void NoSetting_IsRefusedAtOnceForAllThatIsMissing() => Assert.Equal(
        [
            "Public:BaseUrl is not set, and the links that people get begin with it. "
                + "For example Public__BaseUrl=https://migrate.example/api",
            "Records:KeyVaultUri is not set, and on Azure nothing may be kept in files. "
                + "Set Records__KeyVaultUri=https://VAULT.vault.azure.net, "
                + "and give the app's identity the role Key Vault Secrets Officer there.",
            "Records:TableEndpoint is not set, and on Azure nothing may be kept in files. "
                + "Set Records__TableEndpoint=https://ACCOUNT.table.core.windows.net, "
                + "and give the app's identity the role Storage Table Data Contributor there.",
        ],
        SomeSettings.Refused(("WEBSITE_SITE_NAME", "func-heron")));

    [Theory]
    [InlineData("Public:BaseUrl", "http://migrate.example/api", "must be an https address, and nothing after its path.")]
    [InlineData("Public:BaseUrl", "", "is not set, and the links that people get begin with it.")]
    [InlineData("Arm:Endpoint", "http://127.0.0.1:5001", "is a simulated estate on this machine, and this is Azure. Remove Arm__Endpoint.")]
    [InlineData("Arm:Endpoint", "https://localhost", "is a simulated estate on this machine, and this is Azure. Remove Arm__Endpoint.")]
    [InlineData("Records:ConnectionString", "UseDevelopmentStorage=true", "is for an emulator on this machine only.")]
    public void Setting_ThatIsRightElsewhere_IsRefused(string name, string value, string sentence)
    {
        SomeSettings.Taken(SomeSettings.Of((name, value)));

        var others = SomeSettings.OnAzure.Where(s => s.Name != name);
        Assert.StartsWith($"{name} {sentence}", Assert.Single(SomeSettings.Refused([.. others, (name, value)])), StringComparison.Ordinal);
    }
}
