using System.Globalization;
using System.Management.Automation;
using System.Management.Automation.Host;

namespace RdsCalOrchestrator.Simulator.LicenseServers;

/// <summary>The process around a script: takes its exit code, hands the stand-ins their server, and has nobody to ask.</summary>
internal sealed class ScriptHost(ScriptProcess process) : PSHost
{
    internal int? ExitCode { get; private set; }

    public override CultureInfo CurrentCulture => CultureInfo.InvariantCulture;

    public override CultureInfo CurrentUICulture => CultureInfo.InvariantCulture;

    public override Guid InstanceId { get; } = Guid.NewGuid();

    public override string Name => "Simulated run command";

    public override PSObject PrivateData { get; } = PSObject.AsPSObject(process);

    public override PSHostUserInterface UI => null!;

    public override Version Version { get; } = new(1, 0);

    public override void SetShouldExit(int exitCode) => ExitCode = exitCode;

    public override void EnterNestedPrompt() => throw new NotSupportedException("A run command has no prompt.");

    public override void ExitNestedPrompt() => throw new NotSupportedException("A run command has no prompt.");

    public override void NotifyBeginApplication()
    {
    }

    public override void NotifyEndApplication()
    {
    }
}
