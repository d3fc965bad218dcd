using Microsoft.Data.Sqlite;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RdsCalOrchestrator.Functions;
using RdsCalOrchestrator.Functions.Fleet;
using RdsCalOrchestrator.Functions.Scripts;
using RdsCalOrchestrator.Tests.Records;
using Xunit;

namespace RdsCalOrchestrator.Tests.Settings;

/// <summary>Settings are checked before an app is built, and nothing is made of them when one is wrong.</summary>
public sealed class StartTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _directory.Dispose();
    }

    [Fact]
    public void App_WithWrongSettings_IsRefusedForAllOfThemAtOnce()
    {
        var refused = Assert.Throws<InvalidOperationException>(() => OrchestratorApp.CreateBuilder(
        [
            "--DataDirectory", _directory.File(""), "--Scripts:Patience", "30", "--Fleet:Shares", "1", "--Waits:LongestSoak", "-1",
            "--Sweeping:MostAtOnce", "13", "--Public:BaseUrl", "here", "--Arm:Endpoint", "http://heron.example",
        ]));

        Assert.Equal(
            ["The", "Arm:Endpoint", "Fleet:Shares", "Public:BaseUrl", "Scripts:Patience", "Sweeping:MostAtOnce", "Waits:LongestSoak"],
            refused.Message.Split('\n').Select(static line => line.Split(' ')[0]));
        Assert.Empty(Directory.GetFileSystemEntries(_directory.File("")));
    }

    [Fact]
    public void App_WithSettings_HasThemAndElseTheDefaults()
    {
        using var app = OrchestratorApp.CreateBuilder(
        [
            "--DataDirectory", _directory.File(""), "--Scripts:Polls:0", "00:00:05", "--Scripts:Polls:1", "00:00:10",
            "--Scripts:Busy", "00:00:00.5", "--Fleet:ServerChanges:PerMinute", "600",
        ]).Build();

        var times = app.Services.GetRequiredService<IOptions<ScriptTimes>>().Value;
        Assert.Equal([TimeSpan.FromSeconds(5), TimeSpan.FromSeconds(10)], times.Polls);
        Assert.Equal((TimeSpan.FromSeconds(0.5), TimeSpan.FromMinutes(30), null), (times.Busy, times.Patience, times.LongestTimeout));
        var changes = app.Services.GetRequiredService<IOptions<FleetLimits>>().Value.ServerChanges;
        Assert.Equal((12, 600), (changes.Burst, changes.PerMinute));
    }
}
