using Azure.Data.Tables;
using Microsoft.AspNetCore.DataProtection.KeyManagement;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RdsCalOrchestrator.Azurite;
using RdsCalOrchestrator.Functions;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Functions.Records.Keys;
using RdsCalOrchestrator.Functions.Records.Tables;
using RdsCalOrchestrator.Functions.Settings;
using RdsCalOrchestrator.Tests.Records.Store;
using Xunit;

namespace RdsCalOrchestrator.Tests.Records;

/// <summary>What may not be on Azure is refused before the app starts, by the name of its setting and with the way out.</summary>
public sealed class AzureSettingTests : IDisposable
{
    private static readonly (string, string?) Site = ("WEBSITE_SITE_NAME", "rdscal-heron");
    private static readonly (string, string?) Tables = ("Records:TableEndpoint", "https://heron.table.core.windows.net");
    private static readonly (string, string?) Vault = ("Records:KeyVaultUri", "https://heron.vault.azure.net");

    private readonly TemporaryDirectory _directory = new();

    public void Dispose() => _directory.Dispose();

    [Fact]
    public void OnAzure_NoTables_IsRefused() => AssertRefused("Records:TableEndpoint is not set", Site, Vault);

    [Fact]
    public void OnAzure_AnEmulator_IsRefused() =>
        AssertRefused("Records:TableEndpoint is not set", Site, Vault, ("Records:ConnectionString", "UseDevelopmentStorage=true"));

    [Fact]
    public void OnAzure_NoKeyVault_IsRefused() => AssertRefused("Records:KeyVaultUri is not set", Site, Tables);

    [Fact]
    public void OnAzure_WholeApp_IsRefusedBeforeItIsBuilt()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => OrchestratorApp.CreateBuilder(["--WEBSITE_SITE_NAME", "rdscal-heron"]));

        Assert.Contains("Records:", refused.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("http://127.0.0.1:5001")]
    [InlineData("https://localhost")]
    public void OnAzure_SimulatedEstate_IsRefused(string endpoint)
    {
        var refused = Assert.Throws<InvalidOperationException>(
            () => new ServiceCollection().AddSettings(Configuration(Site, ("Arm:Endpoint", endpoint))));

        Assert.Contains("Arm:Endpoint", refused.Message, StringComparison.Ordinal);
        Assert.NotNull(new ServiceCollection().AddSettings(Configuration(("Arm:Endpoint", endpoint))));
    }

    [Fact]
    public async Task OnAzure_TablesAndKeyVault_LeavesNoFile()
    {
        await using var app = Add(Site, Tables, Vault, ("Public:BaseUrl", "https://heron.example/api")).BuildServiceProvider();

        Assert.IsType<KeyVaultXmlRepository>(app.GetRequiredService<IOptions<KeyManagementOptions>>().Value.XmlRepository);
        Assert.Empty(Directory.GetFileSystemEntries(_directory.File("")));
    }

    [Fact]
    public void DevelopersTools_MayUseFiles() => Add(Site, ("AZURE_FUNCTIONS_ENVIRONMENT", "Development"));

    [Theory]
    [InlineData("http://heron.table.core.windows.net")]
    [InlineData("https://heron.table.core.windows.net?sig=MARKED")]
    [InlineData("https://MARKED@heron.table.core.windows.net")]
    [InlineData("heron")]
    public void TableEndpoint_NoPlainHttpsAddress_IsRefusedWithoutQuotingIt(string endpoint) =>
        AssertRefused("Records:TableEndpoint must be an https address", ("Records:TableEndpoint", endpoint));

    [Theory]
    [InlineData("DefaultEndpointsProtocol=https;AccountName=heron;AccountKey=TUFSS0VE;EndpointSuffix=core.windows.net")]
    [InlineData("MARKED")]
    public void ConnectionString_OfNoEmulator_IsRefusedWithoutQuotingIt(string connection) =>
        AssertRefused("Records:ConnectionString is for an emulator", ("Records:ConnectionString", connection));

    [Fact]
    public void BothPlaces_AreRefused() =>
        AssertRefused("both set", Tables, ("Records:ConnectionString", "UseDevelopmentStorage=true"));

    [Theory]
    [InlineData("a")]
    [InlineData("1abc")]
    [InlineData("with-hyphen")]
    public void TableName_ThatTablesForbid_IsRefused(string name) =>
        AssertRefused("Records:Tables must be 3 to 50 letters and digits", ("Records:Tables", name));

    [Fact]
    public async Task Emulator_IsUsedAsTheRecordStore()
    {
        var name = TestRecords.NewTables();
        await using var app = Add(("Records:ConnectionString", RunningAzurite.Connection), ("Records:Tables", name)).BuildServiceProvider();

        Assert.IsType<TableRecordStore>(app.GetRequiredService<IRecordStore>());
        Assert.Equal(
            [$"{name}Entries", $"{name}Rows"],
            new TableServiceClient(RunningAzurite.Connection).Query(cancellationToken: TestContext.Current.CancellationToken)
                .Select(static t => t.Name).Where(t => t.StartsWith(name, StringComparison.Ordinal)).Order());
    }

    private void AssertRefused(string why, params (string, string?)[] settings)
    {
        var refused = Assert.Throws<InvalidOperationException>(() => Add(settings));

        Assert.Contains(why, refused.Message, StringComparison.Ordinal);
        Assert.DoesNotContain("MARKED", refused.ToString(), StringComparison.Ordinal);
        Assert.DoesNotContain("TUFSS0VE", refused.ToString(), StringComparison.Ordinal);
    }

    private IServiceCollection Add(params (string, string?)[] settings)
    {
        var configuration = Configuration([.. settings, ("DataDirectory", _directory.File(""))]);
        return new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System).AddSettings(configuration).AddRecords(configuration);
    }

    private static IConfiguration Configuration(params (string Key, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(static s => KeyValuePair.Create(s.Key, s.Value))).Build();
}
