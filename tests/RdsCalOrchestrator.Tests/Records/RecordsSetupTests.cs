using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Functions.Settings;
using Xunit;

namespace RdsCalOrchestrator.Tests.Records;

public sealed class RecordsSetupTests : IDisposable
{
    private readonly TemporaryDirectory _directory = new();

    [Fact]
    public async Task AddRecords_SecondProcess_ReadsWhatTheFirstEncrypted()
    {
        await using var first = App();
        await using var second = App();

        var json = first.GetRequiredService<JournalSerializer>().Write(new Secret("marked"));

        Assert.Equal("marked", second.GetRequiredService<JournalSerializer>().Read<Secret>(json).Reveal());
    }

    [Fact]
    public async Task AddRecords_DataDirectory_HoldsJournalAndKeysApart()
    {
        await using var app = App();
        app.GetRequiredService<JournalSerializer>().Write(new Secret("marked"));

        Assert.Empty(await app.GetRequiredService<IRecordStore>().ReadAsync("s", TestContext.Current.CancellationToken));
        Assert.NotNull(app.GetRequiredService<MigrationJournal>());
        Assert.True(File.Exists(_directory.File("journal/journal.db")));
        Assert.Single(Directory.GetFiles(_directory.File("keys/ring"), "*.xml"));
    }

    [Fact]
    public async Task AddRecords_KeyRing_IsTheOwnersOnly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no file modes; the directory inherits its rights.");
        Directory.CreateDirectory(_directory.File("ring"));
        await using var app = App(("Records:KeyRing", _directory.File("ring")));

        app.GetRequiredService<JournalSerializer>().Write(new Secret("marked"));

        Assert.Single(Directory.GetFiles(_directory.File("ring")));
        Assert.Equal(
            UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute, new DirectoryInfo(_directory.File("ring")).UnixFileMode);
    }

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _directory.Dispose();
    }

    private ServiceProvider App(params (string Key, string? Value)[] settings)
    {
        var configuration = new ConfigurationBuilder()
            .AddInMemoryCollection(settings.Append(("DataDirectory", _directory.File(""))).Select(s => KeyValuePair.Create(s.Item1, s.Item2)))
            .Build();
        return new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddSettings(configuration).AddRecords(configuration).BuildServiceProvider();
    }
}
