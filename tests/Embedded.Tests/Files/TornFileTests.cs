using Embedded.Tests.Engine;
using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Files;

/// <summary>A damaged file is said at the start and not touched; with its copy put back everything goes on.</summary>
public sealed class TornFileTests
{
    private readonly TestTasks _tasks = new TestTasks()
        .Orchestrator("O", static async context => await context.WaitForExternalEvent<string>("go"));

    public static TheoryData<string, Action<FileStream>> Damages => new()
    {
        { "header", static file => file.Write(new byte[100]) },
        { "page", static file => Overwrite(file, 4096 * 2) },
        { "half", static file => file.SetLength(file.Length / 2) },
        { "last page", static file => file.SetLength(file.Length - 4096) },
        { "no database", static file => Overwrite(file, 0) },
    };

    [Theory]
    [MemberData(nameof(Damages), DisableDiscoveryEnumeration = true)]
    public async Task File_ThatIsDamaged_IsSaidAndLeftAsItIsAndGoesOnFromItsCopy(string what, Action<FileStream> damage)
    {
        await using var engine = await TestEngine.StartAsync(_tasks);
        await engine.RunAsync("O", new string('i', 20_000));
        await engine.StopAsync();
        var file = Path.Combine(engine.DataDirectory, "engine.db");
        var copy = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        await using (var stream = File.Open(file, FileMode.Open))
            damage(stream);
        var damaged = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);

        var refused = Assert.Throws<EngineFileException>(() => new EngineFile(engine.DataDirectory));
        var isSaid = refused.Message.StartsWith($"The engine's file '{file}' is damaged and was left as it is: ", StringComparison.Ordinal);
        Assert.True(isSaid, $"{what}: {refused}");
        Assert.EndsWith("or move both away to begin with an empty file.", refused.Message);
        Assert.Equal(damaged, await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken));

        await File.WriteAllBytesAsync(file, copy, TestContext.Current.CancellationToken);
        await engine.StartAgainAsync();
        await engine.RaiseAsync("O", "go", "gone");
        Assert.Equal("gone", (await engine.GetAsync("O")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Log_OfAKilledProcess_IsNotTouchedWhileTheFileBesideItIsDamaged()
    {
        await using var engine = await TestEngine.StartAsync(_tasks);
        await engine.RunAsync("O");
        await engine.StartAgainAsync();
        await engine.RaiseAsync("O", "unheard");
        await using var killed = engine.Killed();
        var (file, log) = (Path.Combine(killed.DataDirectory, "engine.db"), Path.Combine(killed.DataDirectory, "engine.db-wal"));
        var copy = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        var written = await File.ReadAllBytesAsync(log, TestContext.Current.CancellationToken);
        await File.WriteAllTextAsync(file, new string('x', copy.Length), TestContext.Current.CancellationToken);
        await Assert.ThrowsAsync<EngineFileException>(killed.OpenAsync);
        Assert.Equal(written, await File.ReadAllBytesAsync(log, TestContext.Current.CancellationToken));
        await File.WriteAllBytesAsync(file, copy, TestContext.Current.CancellationToken);
        await killed.OpenAsync();
        Assert.True((await killed.GetAsync("O")).IsRunning);
    }

    private static void Overwrite(FileStream file, long from)
    {
        file.Position = from;
        while (file.Position < file.Length)
            file.WriteByte((byte)'x');
    }
}
