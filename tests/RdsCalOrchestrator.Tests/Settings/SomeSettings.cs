using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RdsCalOrchestrator.Functions.Settings;
using Xunit;

namespace RdsCalOrchestrator.Tests.Settings;

/// <summary>Settings, and what the app says to them.</summary>
internal static class SomeSettings
{
    /// <summary>All that Azure needs, as infra sets it.</summary>
    internal static (string Name, string? Value)[] OnAzure { get; } =
    [
        ("WEBSITE_SITE_NAME", "func-heron"), ("Public:BaseUrl", "https://heron.example/api"),
        ("Records:TableEndpoint", "https://heron.table.core.windows.net/"), ("Records:KeyVaultUri", "https://heron.vault.azure.net/"),
    ];

    internal static IConfiguration Of(params (string Name, string? Value)[] settings) =>
        new ConfigurationBuilder().AddInMemoryCollection(settings.Select(static s => KeyValuePair.Create(s.Name, s.Value))).Build();

    internal static IServiceCollection Taken(IConfiguration settings) => new ServiceCollection().AddSettings(settings);

    /// <summary>One refusal a line.</summary>
    internal static IReadOnlyList<string> Refused(params (string Name, string? Value)[] settings)
    {
        var message = Assert.Throws<InvalidOperationException>(() => Taken(Of(settings))).Message.Split('\n');
        Assert.Equal("The settings were refused; nothing was started.", message[0]);
        return message[1..];
    }
}
