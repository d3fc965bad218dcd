using System.Diagnostics;
using System.Net.Http.Json;

namespace RdsCalOrchestrator.Demo;

/// <summary>The simulated estate as a child process, or the one that an earlier, killed run of the same folder left running.</summary>
internal sealed class SimulatorProcess(HttpClient http, string folder)
{
    private const string Name = "RdsCalOrchestrator.Simulator";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    /// <summary>One that somebody else has started.</summary>
    internal SimulatorProcess(HttpClient http, Uri running)
        : this(http, folder: "") => Address = running;

    internal Uri Address { get; private set; } = null!;

    internal async Task StartAsync(CancellationToken cancellation)
    {
        Directory.CreateDirectory(folder);
        if (await FindAsync(cancellation))
            return;
        var configuration = Path.GetFileName(Path.TrimEndingDirectorySeparator(AppContext.BaseDirectory));
        var program = Path.GetFullPath(Path.Combine(AppContext.BaseDirectory, "..", "..", Name, configuration, $"{Name}.dll"));
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true, UseShellExecute = false };
        foreach (var argument in new[]
        {
            program, "--world", Path.Combine(AppContext.BaseDirectory, "world.json"), "--data", folder, "--urls", "http://127.0.0.1:0",
        })
        {
            start.ArgumentList.Add(argument);
        }

        using var process = Process.Start(start)!;
        process.OutputDataReceived += static (_, _) => { };
        process.BeginOutputReadLine();
        while (!await FindAsync(cancellation))
        {
            if (process.HasExited)
                throw new InvalidOperationException($"The simulator ended with exit code {process.ExitCode}.");
            await Task.Delay(Look, TimeProvider.System, cancellation);
        }
    }

    /// <exception cref="SimulatorGoneException">It does not answer any more.</exception>
    internal async Task EnsureAliveAsync(CancellationToken cancellation)
    {
        try
        {
            using var answer = await http.GetAsync(new Uri(Address, "/simulator/health"), cancellation);
        }
        catch (HttpRequestException gone)
        {
            throw new SimulatorGoneException(gone);
        }
    }

    internal async Task StopAsync()
    {
        using var answer = await http.PostAsync(new Uri(Address, "/simulator/stop"), null);
    }

    private async Task<bool> FindAsync(CancellationToken cancellation)
    {
        var file = Path.Combine(folder, "simulator.json");
        if (!File.Exists(file))
            return false;
        try
        {
            var found = System.Text.Json.JsonSerializer.Deserialize<Presence>(
                await File.ReadAllTextAsync(file, cancellation), System.Text.Json.JsonSerializerOptions.Web)!;
            Address = new Uri(found.Url);
            return await http.GetFromJsonAsync<System.Text.Json.JsonElement>(new Uri(Address, "/simulator/health"), cancellation)
                is { ValueKind: System.Text.Json.JsonValueKind.Object };
        }
        catch (Exception gone) when (gone is HttpRequestException or FileNotFoundException)
        {
            return false;
        }
    }

    private sealed record Presence(string Url);
}

/// <summary>Nothing that is waited for will come: every server of the estate is without power.</summary>
internal sealed class SimulatorGoneException(Exception inner) : Exception("The simulated estate has ended.", inner);
