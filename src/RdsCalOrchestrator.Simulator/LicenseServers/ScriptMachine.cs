using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;
using System.Management.Automation.Runspaces;
using System.Text;

namespace RdsCalOrchestrator.Simulator.LicenseServers;

/// <summary>
/// The real PowerShell engine over a simulated Windows: the script's text is what was sent, only the commands it calls are stand-ins.
/// </summary>
internal sealed class ScriptMachine(ILicenseServerWorld world) : IScriptMachine
{
    private readonly ProcessTable _processes = new();

    public async Task<ScriptRun> RunAsync(
        LicensingState server, string disk, string script, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellation)
    {
        Directory.CreateDirectory(Path.Combine(disk, "ProgramData"));
        var own = _processes.Start(server, world);
        try
        {
            var windows = new SimulatedWindows(server, disk, world, _processes, own, cancellation);
            return await Task.Run(() => Run(windows, script, parameters, cancellation), CancellationToken.None);
        }
        finally
        {
            _processes.End(server.ComputerName, own.Id);
        }
    }

    private static ScriptRun Run(
        SimulatedWindows windows, string script, IReadOnlyDictionary<string, string> parameters, CancellationToken cancellation)
    {
        var host = new ExitCodeHost();
        using var runspace = RunspaceFactory.CreateRunspace(host, Session.Create(script));
        runspace.Open();
        runspace.SessionStateProxy.SetVariable(SimulatedWindows.Variable, windows);
        using var shell = PowerShell.Create();
        shell.Runspace = runspace;
        shell.AddCommand(Session.Script);
        foreach (var (name, value) in parameters)
            shell.AddParameter(name, value);
        // Not Stop: whoever kills may stand inside the very command that is killed, and Stop waits for its end.
        using var kill = cancellation.Register(static s => ((PowerShell)s!).BeginStop(null, null), shell);
        var output = new StringBuilder();
        var error = new StringBuilder();
        try
        {
            var lines = new PSDataCollection<PSObject>();
            lines.DataAdded += (_, added) => output.Append(lines[added.Index]).Append("\r\n");
            shell.Invoke<PSObject, PSObject>(null, lines, null);
        }
        catch (RuntimeException broken)
        {
            error.Append(broken.Message);
        }

        foreach (var record in shell.Streams.Error)
            error.Append(record).Append("\r\n");
        return new ScriptRun(host.ExitCode ?? (error.Length > 0 ? 1 : 0), output.ToString(), error.ToString());
    }

    private sealed class ExitCodeHost : PSHost
    {
        public int? ExitCode { get; private set; }

        public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

        public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

        public override Guid InstanceId { get; } = Guid.NewGuid();

        public override string Name => "SimulatedWindows";

        public override PSHostUserInterface? UI => null;

        public override Version Version { get; } = new(5, 1);

        public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

        public override void EnterNestedPrompt() => throw new NotSupportedException("Nobody is there to be prompted.");

        public override void ExitNestedPrompt() => throw new NotSupportedException("Nobody is there to be prompted.");

        public override void NotifyBeginApplication()
        {
        }

        public override void NotifyEndApplication()
        {
        }
    }
}
