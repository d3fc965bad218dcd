using System.Diagnostics;
using Embedded.CrashHost;
using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Crashes;

/// <summary>A directory, and the processes that run the crash host on it, one after the other.</summary>
internal sealed class HostProcess : IDisposable
{
    private static readonly string Program = Path.Combine(AppContext.BaseDirectory, $"{typeof(HostFiles).Assembly.GetName().Name}.dll");

    private readonly TemporaryDirectory _directory = new();

    public HostProcess() => Files = new HostFiles(_directory.Path);

    public HostFiles Files { get; }

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async Task RunToItsEndAsync()
    {
        var (exitCode, output, errors) = await RunAsync();
        Assert.True(exitCode == 0 && output == "ended\n", $"{exitCode} {output}{errors}");
    }

    /// <summary>False when it came to its end first.</summary>
    public async Task<bool> DieAtAsync(EnginePoint point, int occurrence)
    {
        var (exitCode, output, errors) = await RunAsync("die", $"{point}", $"{occurrence}");
        if (exitCode == 0)
            return false;
        var hasDiedThere = output.Length == 0 && errors.Contains($"At {point}, number {occurrence}.", StringComparison.Ordinal);
        Assert.True(hasDiedThere, $"{exitCode} {output}{errors}");
        return true;
    }

    /// <summary>Kills it where it stands, which it cannot see coming.</summary>
    public async Task KillAtAsync(EnginePoint point, int occurrence)
    {
        using var process = Start("hold", $"{point}", $"{occurrence}");
        Assert.Equal($"at {point}", await process.StandardOutput.ReadLineAsync(Cancellation));
        process.Kill();
        await process.WaitForExitAsync(Cancellation);
        Assert.NotEqual(0, process.ExitCode);
    }

    public void Dispose() => _directory.Dispose();

    private async Task<(int ExitCode, string Output, string Errors)> RunAsync(params string[] death)
    {
        using var process = Start(death);
        // One that waits for something that was lost would wait for ever.
        using var stalled = CancellationTokenSource.CreateLinkedTokenSource(Cancellation);
        await using var kill = stalled.Token.Register(process.Kill);
        stalled.CancelAfter(TimeSpan.FromMinutes(1));
        var errors = process.StandardError.ReadToEndAsync(Cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, output, await errors);
    }

    private Process Start(params string[] death) =>
        Process.Start(new ProcessStartInfo("dotnet", [Program, _directory.Path, .. death])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        })!;
}
