using System.Text.Json;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.Hosting;
using RdsCalOrchestrator.Simulator.Arm;

namespace RdsCalOrchestrator.Simulator.Estate;

/// <summary>
/// Lets others find a running simulator by <c>simulator.json</c> in its folder, and ends one that nobody calls any more: it outlives a
/// killed caller, but not for ever.
/// </summary>
internal sealed class Presence(
    SimulatorOptions options, DataDirectory data, TimeProvider time, ScriptProcesses processes, IHostApplicationLifetime lifetime)
    : IDisposable
{
    private readonly string _path = Path.Combine(data.Path, "simulator.json");
    private ITimer? _unused;

    public static object Health => new { status = "running", pid = Environment.ProcessId };

    public void Announce(WebApplication app)
    {
        if (options.EndsWhenUnusedFor is { } limit)
        {
            _unused = time.CreateTimer(_ => EndIfUnused(limit), null, limit, Timeout.InfiniteTimeSpan);
            app.Use((_, next) =>
            {
                _unused.Change(limit, Timeout.InfiniteTimeSpan);
                return next();
            });
        }

        lifetime.ApplicationStarted.Register(() => Write(app.Urls.First()));
        lifetime.ApplicationStopped.Register(() => File.Delete(_path));
    }

    public void Dispose() => _unused?.Dispose();

    private void EndIfUnused(TimeSpan limit)
    {
        if (processes.IsIdle)
            lifetime.StopApplication();
        else
            _unused!.Change(limit, Timeout.InfiniteTimeSpan);
    }

    private void Write(string url)
    {
        File.WriteAllText(_path + ".new", JsonSerializer.Serialize(new { url, pid = Environment.ProcessId }));
        File.Move(_path + ".new", _path, overwrite: true);
    }
}
