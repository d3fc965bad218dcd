using System.ComponentModel;
using System.Diagnostics;

namespace Embedded.Tests.Files;

/// <summary>A real disk of a megabyte, mounted over a directory.</summary>
internal sealed class SmallDisk : IDisposable
{
    private readonly string _directory;

    private SmallDisk(string directory) => _directory = directory;

    private string Ballast => Path.Combine(_directory, "ballast");

    /// <summary>Null where this process may not mount.</summary>
    public static async Task<SmallDisk?> TryMountAsync(string directory) =>
        (await RunAsync("mount", Mounting(directory))).IsSuccess ? new SmallDisk(directory) : null;

    /// <summary>Whether a process may mount in a namespace of its own, where everybody is root.</summary>
    public static async Task<bool> CanBeMountedUnsharedAsync()
    {
        using var directory = new TemporaryDirectory();
        return (await RunAsync("unshare", ["-rm", "mount", .. Mounting(directory.Path)])).IsSuccess;
    }

    /// <summary>Runs a test of this program again in such a namespace.</summary>
    /// <returns>What the runner prints.</returns>
    public static async Task<string> RunUnsharedAsync(string test) =>
        (await RunAsync("unshare", ["-rm", "dotnet", typeof(SmallDisk).Assembly.Location, "-noColor", "-method", test])).Output;

    /// <param name="leaving">Bytes that stay free.</param>
    public void Fill(int leaving) =>
        File.WriteAllBytes(Ballast, new byte[new DriveInfo(_directory).AvailableFreeSpace - leaving]);

    public void MakeRoom() => File.Delete(Ballast);

    // Lazily: a test that fails leaves the engine open.
    public void Dispose() => Process.Start("umount", ["-l", _directory]).WaitForExit();

    private static string[] Mounting(string directory) => ["-t", "tmpfs", "-o", "size=1m", "tmpfs", directory];

    private static async Task<(bool IsSuccess, string Output)> RunAsync(string program, string[] arguments)
    {
        try
        {
            var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
            using var process = Process.Start(start)!;
            var errors = process.StandardError.ReadToEndAsync(TestContext.Current.CancellationToken);
            var output = await process.StandardOutput.ReadToEndAsync(TestContext.Current.CancellationToken);
            await process.WaitForExitAsync(TestContext.Current.CancellationToken);
            return (process.ExitCode == 0, output + await errors);
        }
        catch (Win32Exception)
        {
            return (false, "There is no such program.");
        }
    }
}
