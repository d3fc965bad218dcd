using System.Diagnostics;
using System.Reflection;

namespace RdsCalOrchestrator.Infra.Tests;

/// <summary>Where the files under test are, and programs that read them.</summary>
internal static class Repository
{
    internal static string Root { get; } = Metadata("Repository");

    internal static string Bicep { get; } = Metadata("Bicep");

    internal static string Read(string path) => File.ReadAllText(Path.Combine(Root, path));

    internal static async Task<Answer> RunAsync(string program, string directory, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments)
        {
            WorkingDirectory = directory, RedirectStandardOutput = true, RedirectStandardError = true,
        };
        // Parameters are read from these, and snapshots are of their defaults; a build reads the last ones.
        foreach (var name in start.Environment.Keys.Where(static n => n.StartsWith("AZURE_", StringComparison.Ordinal)
                     || n.StartsWith("RDSCAL_", StringComparison.Ordinal) || n is "FunctionsRuntime" or "DurableTaskScheduler").ToList())
            start.Environment.Remove(name);
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var error = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return new Answer(process.ExitCode, await output, await error);
    }

    private static string Metadata(string key) =>
        typeof(Repository).Assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Single(a => a.Key == key).Value!;
}

/// <summary>What a program said.</summary>
internal sealed record Answer(int ExitCode, string Output, string Error)
{
    internal string All => Output + Error;
}
