using System.Diagnostics;
using System.Text.Json;
using RdsCalOrchestrator.Simulator.Arm;
using RdsCalOrchestrator.Simulator.Estate;

namespace RdsCalOrchestrator.Scenarios.Kills;

/// <summary>The README's command as a process of its own, with the simulator as its child.</summary>
internal sealed class DemoProcess : IDisposable
{
    // Far more than a run takes on a busy machine: one that hangs fails here, and says at what.
    private static readonly TimeSpan Limit = TimeSpan.FromMinutes(4);

    private readonly CancellationTokenSource _limit = new(Limit, TimeProvider.System);
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
        _limit.Dispose();
    }

    private async Task ReadToAsync(string? word, CancellationToken cancellation)
    {
        using var either = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _limit.Token);
        try
        {
            while (await _process.StandardOutput.ReadLineAsync(either.Token) is { } line)
            {
                _said.Add(line);
                if (word is not null && line.Contains(word, StringComparison.Ordinal))
                    return;
            }
        }
        catch (OperationCanceledException) when (!cancellation.IsCancellationRequested)
        {
            var missing = word is null ? "ended" : $"said '{word}'";
            throw new TimeoutException($"In {Limit} the demo has not {missing}:\n{Said}\nThe estate runs:\n{string.Join('\n', Running())}");
        }

        if (word is not null)
            throw new InvalidOperationException($"The demo ended without saying '{word}':\n{Said}");
    }

    // From its file, which also tells of an estate that answers nobody.
    private IEnumerable<string> Running() =>
        from machine in EstateFile.Read(Path.Combine(_data, "simulator"))?.Machines ?? []
        from command in machine.RunCommands
        where command.Phase is RunPhase.AwaitingAgent or RunPhase.Running
        let process = command.ProcessGone ? "its process is gone" : command.Phase.ToString()
        select $"  {machine.Name,-9} {command.Name} since {command.SentUtc:u}, for at most {command.Timeout}: {process}";
}
