using System.Text.Json;
using System.Text.RegularExpressions;
using Xunit;

namespace RdsCalOrchestrator.Infra.Tests;

/// <summary>What must hold of everything that is deployed, whatever its parameters.</summary>
public sealed partial class SecurityTests(Infrastructure infrastructure)
{
    // Built-in roles, all of them scoped to one resource, and none that manages it or gives access to others.
    private static readonly string[] DataRoles =
    [
        "b7e6dc6d-f1e8-4753-8033-0f276bb0955b", // Storage Blob Data Owner
        "974c5e8b-45b9-4653-ba55-5f855dd0fb88", // Storage Queue Data Contributor
        "0a9a7e1f-b9d0-4cc4-a60d-0319b160aaa3", // Storage Table Data Contributor
        "b86a8fe4-44ce-4948-aee5-eccb2c155cd7", // Key Vault Secrets Officer
        "3913510d-42f4-4e42-8a64-420c390055eb", // Monitoring Metrics Publisher
        "0ad04412-c4d5-4796-b79c-f76d14c8d402", // Durable Task Data Contributor
    ];

    [Theory]
    [InlineData("main")]
    [InlineData("access")]
    [InlineData("lighthouse")]
    public void Template_Always_AsksForNoKeyAndHoldsNone(string template)
    {
        var text = infrastructure.Text(template);
        Assert.DoesNotMatch(AsksForKeys(), text);
        Assert.DoesNotMatch(HoldsKeys(), text);
        // Not even as a parameter: who deploys has no secret to give.
        Assert.DoesNotContain("secureString", text, StringComparison.OrdinalIgnoreCase);
        Assert.DoesNotContain("secureObject", text, StringComparison.OrdinalIgnoreCase);
    }

    [Fact]
    public void Storage_Always_TakesTokensOverTlsOnly()
    {
        var account = Properties(Assert.Single(infrastructure.Resources("main", "Microsoft.Storage/storageAccounts")));
        Assert.False(account.GetProperty("allowSharedKeyAccess").GetBoolean());
        Assert.True(account.GetProperty("defaultToOAuthAuthentication").GetBoolean());
        Assert.False(account.GetProperty("allowBlobPublicAccess").GetBoolean());
        Assert.False(account.GetProperty("allowCrossTenantReplication").GetBoolean());
        Assert.True(account.GetProperty("supportsHttpsTrafficOnly").GetBoolean());
        Assert.Equal("TLS1_2", account.GetProperty("minimumTlsVersion").GetString());
        Assert.All(infrastructure.Resources("main", "Microsoft.Storage/storageAccounts/blobServices/containers"),
            static c => Assert.Equal("None", Properties(c).GetProperty("publicAccess").GetString()));
    }

    [Fact]
    public void Vault_Always_IsOpenedByRoles()
    {
        var vault = Properties(Assert.Single(infrastructure.Resources("main", "Microsoft.KeyVault/vaults")));
        Assert.True(vault.GetProperty("enableRbacAuthorization").GetBoolean());
        Assert.False(vault.TryGetProperty("accessPolicies", out _));
        Assert.True(vault.GetProperty("enableSoftDelete").GetBoolean());
        Assert.True(Properties(Assert.Single(Infrastructure.Predicted("main", "Microsoft.KeyVault/vaults")))
            .GetProperty("enablePurgeProtection").GetBoolean());
    }

    [Fact]
    public void Telemetry_Always_TakesTokensOnly()
    {
        Assert.True(Properties(Assert.Single(infrastructure.Resources("main", "Microsoft.Insights/components")))
            .GetProperty("DisableLocalAuth").GetBoolean());
        Assert.True(Properties(Assert.Single(infrastructure.Resources("main", "Microsoft.OperationalInsights/workspaces")))
            .GetProperty("features").GetProperty("disableLocalAuth").GetBoolean());
    }

    [Fact]
    public void App_Always_SpeaksTlsAndTakesNoPassword()
    {
        var app = Assert.Single(infrastructure.Resources("main", "Microsoft.Web/sites"));
        Assert.Equal("UserAssigned", app.GetProperty("identity").GetProperty("type").GetString());
        Assert.True(Properties(app).GetProperty("httpsOnly").GetBoolean());
        var site = Properties(app).GetProperty("siteConfig");
        Assert.Equal("1.2", site.GetProperty("minTlsVersion").GetString());
        Assert.Equal("1.2", site.GetProperty("scmMinTlsVersion").GetString());
        Assert.Equal("Disabled", site.GetProperty("ftpsState").GetString());
        var doors = infrastructure.Resources("main", "Microsoft.Web/sites/basicPublishingCredentialsPolicies").ToList();
        Assert.Equal(2, doors.Count);
        Assert.All(doors, static d => Assert.False(Properties(d).GetProperty("allow").GetBoolean()));
        Assert.Equal("UserAssignedIdentity", Properties(app).GetProperty("functionAppConfig").GetProperty("deployment").GetProperty("storage")
            .GetProperty("authentication").GetProperty("type").GetString());
    }

    [Fact]
    public void App_Always_RunsOnNet10InFlexConsumption()
    {
        var runtime = Properties(Assert.Single(infrastructure.Resources("main", "Microsoft.Web/sites")))
            .GetProperty("functionAppConfig").GetProperty("runtime");
        Assert.Equal(("dotnet-isolated", "10.0"), (runtime.GetProperty("name").GetString(), runtime.GetProperty("version").GetString()));
        Assert.Equal("FC1",
            Assert.Single(infrastructure.Resources("main", "Microsoft.Web/serverfarms")).GetProperty("sku").GetProperty("name").GetString());
    }

    [Fact]
    public void Settings_ByDefault_NameAddressesAndAnIdentity()
    {
        var settings = Properties(Assert.Single(Infrastructure.Predicted("main", "Microsoft.Web/sites/config")));
        Assert.Equal(
            [
                "APPLICATIONINSIGHTS_AUTHENTICATION_STRING", "APPLICATIONINSIGHTS_CONNECTION_STRING", "AZURE_CLIENT_ID", "AZURE_TOKEN_CREDENTIALS",
                "AzureWebJobsStorage__accountName", "AzureWebJobsStorage__clientId", "AzureWebJobsStorage__credential",
                "Public__BaseUrl", "Records__KeyVaultUri", "Records__TableEndpoint",
            ],
            settings.EnumerateObject().Select(static p => p.Name).Order(StringComparer.Ordinal));
        Assert.Equal("managedidentity", settings.GetProperty("AzureWebJobsStorage__credential").GetString());
        Assert.Contains("Authorization=AAD;ClientId=",
            settings.GetProperty("APPLICATIONINSIGHTS_AUTHENTICATION_STRING").GetString(), StringComparison.Ordinal);
    }

    [Fact]
    public void CustomRole_Always_HasTheFiveActions()
    {
        var permission = Assert.Single(Properties(Assert.Single(infrastructure.Resources("access", "Microsoft.Authorization/roleDefinitions")))
            .GetProperty("permissions").EnumerateArray());
        Assert.Equal(
            [
                "Microsoft.Compute/virtualMachines/read", "Microsoft.Compute/virtualMachines/instanceView/read",
                "Microsoft.Compute/virtualMachines/runCommands/read", "Microsoft.Compute/virtualMachines/runCommands/write",
                "Microsoft.Compute/virtualMachines/runCommands/delete",
            ],
            permission.GetProperty("actions").EnumerateArray().Select(static a => a.GetString()));
        Assert.All(["notActions", "dataActions", "notDataActions"], name => Assert.Equal(0, permission.GetProperty(name).GetArrayLength()));
    }

    [Fact]
    public void CustomRole_Always_IsForChosenResourceGroupsOnly()
    {
        var scopes = Properties(Assert.Single(Infrastructure.Predicted("access", "Microsoft.Authorization/roleDefinitions")))
            .GetProperty("assignableScopes").EnumerateArray().Select(static s => s.GetString()!).ToList();
        Assert.All(scopes, static s => Assert.Contains("/resourceGroups/", s, StringComparison.Ordinal));
        Assert.Equal(scopes.Count, Infrastructure.Predicted("access", "Microsoft.Authorization/roleAssignments").Count());
        Assert.All(infrastructure.Modules("access"), static m => Assert.True(m.TryGetProperty("resourceGroup", out _)));
    }

    [Fact]
    public void RolesInTheAppsGroup_Always_AreForDataOfOneResource()
    {
        Assert.Empty(infrastructure.Resources("main", "Microsoft.Authorization/roleDefinitions"));
        Assert.All(infrastructure.Resources("main", "Microsoft.Authorization/roleAssignments"),
            static a => Assert.True(a.TryGetProperty("scope", out _), "assigned to the whole resource group"));
        foreach (var assignment in Infrastructure.Predicted("everything", "Microsoft.Authorization/roleAssignments"))
            Assert.Contains(DataRoles,
                r => Properties(assignment).GetProperty("roleDefinitionId").GetString()!.Contains(r, StringComparison.Ordinal));
        Assert.Equal(DataRoles.Length, Infrastructure.Predicted("everything", "Microsoft.Authorization/roleAssignments").Count());
    }

    [Fact]
    public void PrivateEndpoints_WhereAskedFor_AreTheOnlyWay()
    {
        foreach (var type in new[] { "Microsoft.Storage/storageAccounts", "Microsoft.KeyVault/vaults" })
        {
            var closed = Properties(Assert.Single(Infrastructure.Predicted("everything", type)));
            Assert.Equal("Disabled", closed.GetProperty("publicNetworkAccess").GetString());
            Assert.Equal("Deny", closed.GetProperty("networkAcls").GetProperty("defaultAction").GetString());
            Assert.Equal("None", closed.GetProperty("networkAcls").GetProperty("bypass").GetString());
        }
        Assert.Equal(
            ["blob", "queue", "table", "vault"],
            Infrastructure.Predicted("everything", "Microsoft.Network/privateEndpoints")
                .Select(static e => Properties(e).GetProperty("privateLinkServiceConnections")[0]
                    .GetProperty("properties").GetProperty("groupIds")[0].GetString())
                .Order());
        Assert.NotEqual(JsonValueKind.Null,
            Properties(Assert.Single(Infrastructure.Predicted("everything", "Microsoft.Web/sites"))).GetProperty("virtualNetworkSubnetId").ValueKind);
    }

    // azd down deletes each resource group that the deployment has put anything into, were it a role assignment among license servers.
    [Fact]
    public void Main_Always_StaysInItsOwnResourceGroup()
    {
        Assert.Equal("[format('rg-{0}', parameters('environmentName'))]",
            Assert.Single(infrastructure.Resources("main", "Microsoft.Resources/resourceGroups")).GetProperty("name").GetString());
        Assert.All(infrastructure.Modules("main"), static m =>
        {
            Assert.False(m.TryGetProperty("subscriptionId", out _));
            // A module of a module stays where that is.
            if (m.TryGetProperty("resourceGroup", out var group))
                Assert.Equal("[format('rg-{0}', parameters('environmentName'))]", group.GetString());
        });
        Assert.All(new[] { "main", "everything" },
            static p => Assert.DoesNotContain("rg-license-servers", Repository.Read($"infra/{p}.snapshot.json"), StringComparison.Ordinal));
    }

    [Fact]
    public void Lighthouse_Always_GivesOneRoleOnResourceGroups()
    {
        var offer = Properties(Assert.Single(Infrastructure.Predicted("lighthouse", "Microsoft.ManagedServices/registrationDefinitions")));
        Assert.Equal("9980e02c-c2be-4d73-94e8-173b1dc7cf3c",
            Assert.Single(offer.GetProperty("authorizations").EnumerateArray()).GetProperty("roleDefinitionId").GetString());
        Assert.All(infrastructure.Modules("lighthouse"), static m => Assert.True(m.TryGetProperty("resourceGroup", out _)));
        Assert.Single(Infrastructure.Predicted("lighthouse", "Microsoft.ManagedServices/registrationAssignments"));
    }

    private static JsonElement Properties(JsonElement resource) => resource.GetProperty("properties");

    // Every function of a template that answers with secrets begins so: listKeys, listAccountSas, listConnectionStrings.
    [GeneratedRegex(@"\blist[A-Z]\w*\(", RegexOptions.CultureInvariant)]
    private static partial Regex AsksForKeys();

    [GeneratedRegex(
        "AccountKey|SharedAccess|InstrumentationKey|WEBSITE_CONTENTAZUREFILECONNECTIONSTRING|[?&]sig=",
        RegexOptions.CultureInvariant | RegexOptions.IgnoreCase)]
    private static partial Regex HoldsKeys();
}
