using System.Runtime.Versioning;
using Embedded.Tests.Engine;
using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Files;

/// <summary>What stands in the way of the engine's files is named, and once it is gone the engine starts.</summary>
public sealed class UnusableFileTests
{
    [Theory]
    [InlineData("engine.db")]
    [InlineData("engine.lock")]
    public void File_ThatIsADirectory_IsSaid(string name)
    {
        using var directory = new TemporaryDirectory();
        var inTheWay = Directory.CreateDirectory(Path.Combine(directory.Path, name));
        AssertRefused(directory.Path, name);
        inTheWay.Delete();
        using var file = new EngineFile(directory.Path);
    }

    [Fact]
    public void Directory_ThatIsAFile_IsSaid()
    {
        using var directory = new TemporaryDirectory();
        var engine = Path.Combine(directory.Path, "engine");
        File.WriteAllText(engine, "");
        AssertRefused(engine, "engine.lock");
    }

    [Theory]
    [InlineData("engine.db")]
    [InlineData("engine.lock")]
    [UnsupportedOSPlatform("windows")]
    public async Task File_ThatMayNotBeWritten_IsSaid(string name)
    {
        Assert.SkipWhen(OperatingSystem.IsWindows() || Environment.IsPrivilegedProcess, "Needs a user who has not every right.");
        await using var engine = await TestEngine.StartAsync(new TestTasks());
        await engine.StopAsync();
        var file = Path.Combine(engine.DataDirectory, name);
        File.SetUnixFileMode(file, UnixFileMode.UserRead);
        AssertRefused(engine.DataDirectory, name);
        File.SetUnixFileMode(file, UnixFileMode.UserRead | UnixFileMode.UserWrite);
        await engine.StartAgainAsync();
    }

    private static void AssertRefused(string directory, string name)
    {
        var refused = Assert.Throws<EngineFileException>(() => new EngineFile(directory));
        Assert.StartsWith($"The engine's file '{Path.Combine(directory, name)}' cannot be opened. It must be a file ", refused.Message);
        // The directory is free again, whoever tries next.
        Assert.Throws<EngineFileException>(() => new EngineFile(directory));
    }
}
