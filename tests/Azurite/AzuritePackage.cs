using System.ComponentModel;
using System.Diagnostics;

namespace RdsCalOrchestrator.Azurite;

/// <summary>Azurite as it comes from npm, installed once into a folder of the repository that git ignores.</summary>
internal static class AzuritePackage
{
    private const string Version = "3.37.0";

    /// <returns>The file that node runs.</returns>
    internal static string Install()
    {
        var folder = Path.Combine(Repository(), "artifacts", "npm", $"azurite-{Version}");
        if (!Directory.Exists(folder))
            Install(folder);
        return Path.Combine(folder, "node_modules", "azurite", "dist", "src", "table", "main.js");
    }

    internal static ProcessStartInfo Command(string program, params IEnumerable<string> arguments) => new(program, arguments)
    {
        RedirectStandardOutput = true,
        RedirectStandardError = true,
    };

    internal static Process Start(ProcessStartInfo start)
    {
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception e)
        {
            throw new InvalidOperationException(
                $"The tests of Azure Tables run Azurite, which needs Node.js with npm: '{start.FileName}' cannot be started.", e);
        }
    }

    // Beside its place first: another test process may be installing it as well, and a broken installation must not look like one.
    private static void Install(string folder)
    {
        var own = $"{folder}-{Guid.NewGuid():N}";
        Directory.CreateDirectory(own);
        using var npm = Start(Command(
            OperatingSystem.IsWindows() ? "npm.cmd" : "npm",
            "install", "--prefix", own, $"azurite@{Version}", "--no-audit", "--no-fund", "--ignore-scripts"));
        var output = npm.StandardOutput.ReadToEndAsync();
        var errors = npm.StandardError.ReadToEnd();
        npm.WaitForExit();
        if (npm.ExitCode != 0)
            throw new InvalidOperationException(
                $"npm could not install Azurite {Version}, which the tests of Azure Tables run: {errors}{output.GetAwaiter().GetResult()}");
        try
        {
            Directory.Move(own, folder);
        }
        catch (IOException) when (Directory.Exists(folder))
        {
            Directory.Delete(own, recursive: true);
        }
    }

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "RdsCalOrchestrator.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }
}
