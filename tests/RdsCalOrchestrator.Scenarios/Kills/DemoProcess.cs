using System.Diagnostics;
using System.Text.Json;

namespace RdsCalOrchestrator.Scenarios.Kills;

/// <summary>The README's command as a process of its own, with the simulator as its child.</summary>
internal sealed class DemoProcess : IDisposable
{
    private readonly string _data;
    private readonly Process _process;
    private readonly List<string> _said = [];

    internal DemoProcess(string data)
    {
        _data = data;
        _process = Process.Start(Command("--auto", "--data", data, "--json", ResultFile(data)))!;
    }

    /// <summary>All it has printed.</summary>
    internal string Said => string.Join('\n', _said);

    internal static ProcessStartInfo Command(params string[] arguments)
    {
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var program = Path.Combine(AppContext.BaseDirectory, "..", "..", "RdsCalOrchestrator.Demo", configuration, "RdsCalOrchestrator.Demo.dll");
        // Only its output: the simulator outlives it, and would keep another pipe open.
        return new ProcessStartInfo("dotnet", [Path.GetFullPath(program), .. arguments]) { RedirectStandardOutput = true, UseShellExecute = false };
    }

    internal static string ResultFile(string data) => Path.Combine(data, "results.json");

    /// <summary>Kills it (SIGKILL) as soon as it says a word of progress.</summary>
    internal async Task KillAtAsync(string word, CancellationToken cancellation)
    {
        await ReadToAsync(word, cancellation);
        _process.Kill();
        await _process.WaitForExitAsync(cancellation);
    }

    /// <summary>Cuts the power of the whole estate at a word of progress; the exit code of the demo, which cannot go on.</summary>
    internal async Task<int> CutPowerAtAsync(string word, CancellationToken cancellation)
    {
        await ReadToAsync(word, cancellation);
        using var found = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(_data, "simulator", "simulator.json"), cancellation));
        using var simulator = Process.GetProcessById(found.RootElement.GetProperty("pid").GetInt32());
        simulator.Kill();
        return await EndAsync(cancellation);
    }

    internal async Task<int> EndAsync(CancellationToken cancellation)
    {
        await ReadToAsync(null, cancellation);
        await _process.WaitForExitAsync(cancellation);
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill(entireProcessTree: true);
        _process.Dispose();
    }

    private async Task ReadToAsync(string? word, CancellationToken cancellation)
    {
        while (await _process.StandardOutput.ReadLineAsync(cancellation) is { } line)
        {
            _said.Add(line);
            if (word is not null && line.Contains(word, StringComparison.Ordinal))
                return;
        }

        if (word is not null)
            throw new InvalidOperationException($"The demo ended without saying '{word}':\n{Said}");
    }
}
