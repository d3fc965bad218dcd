using System.Management.Automation;
using System.Management.Automation.Runspaces;
using RdsCalOrchestrator.Simulator.LicenseServers.PowerShell;
using Engine = System.Management.Automation.PowerShell;

namespace RdsCalOrchestrator.Simulator.LicenseServers;

/// <summary>Simulated Windows: the real PowerShell engine, with stand-ins for the commands that reach Windows.</summary>
internal sealed class ScriptMachine(ILicenseServerWorld world) : IScriptMachine
{
    private readonly RunningProcesses _running = new();

    public async Task<ScriptRun> RunAsync(
        LicensingState server, string disk, string script, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellation)
    {
        var self = Begin(server);
        _running.Add(server, self);
        try
        {
            var host = new ScriptHost(new ScriptProcess(world, server, disk, self, _running, cancellation));
            using var runspace = RunspaceFactory.CreateRunspace(host, ScriptSession.State);
            runspace.Open();
            using var engine = Engine.Create(runspace);
            engine.AddScript(script);
            foreach (var (name, value) in parameters)
                engine.AddParameter(name, value);
            return await RunAsync(engine, host, cancellation);
        }
        finally
        {
            _running.Remove(server, self);
        }
    }

    // Not Stop: whoever kills may stand inside the very command that is killed, and Stop waits for its end.
    private static async Task<ScriptRun> RunAsync(Engine engine, ScriptHost host, CancellationToken cancellation)
    {
        using var killed = cancellation.Register(() => engine.BeginStop(null, null));
        try
        {
            var output = await engine.InvokeAsync();
            cancellation.ThrowIfCancellationRequested();
            return new ScriptRun(host.ExitCode ?? 0, string.Join('\n', output), string.Join('\n', engine.Streams.Error));
        }
        catch (PipelineStoppedException)
        {
            throw new OperationCanceledException("The script was killed.", cancellation);
        }
        catch (RuntimeException fault)
        {
            // What powershell.exe does with an error nobody caught.
            return new ScriptRun(1, "", fault.ErrorRecord.ToString());
        }
    }

    private RunningProcess Begin(LicensingState server) => world.Change(_ =>
    {
        var now = world.Time.GetUtcNow();
        server.BootedUtc ??= now;
        return new RunningProcess(server.NextProcessId++, now);
    });
}
