namespace RdsCalOrchestrator.Simulator.Arm;

/// <summary>How a run command looks from Azure at one moment. Some of it comes with time alone: nobody is there to report it.</summary>
internal sealed record RunCommandStatus(
    string ProvisioningState, string ExecutionState, string Message, DateTimeOffset? EndedUtc, ArmError? Failure = null)
{
    // How long Azure waits for a silent agent: 25m22s and 25m26s were reported (azure-powershell 5741, azure-xplat-cli 2794).
    private static readonly TimeSpan AgentPatience = TimeSpan.FromMinutes(25);

    public bool IsInProgress => ProvisioningState is "Creating" or "Updating";

    public static RunCommandStatus Of(RunCommand command, string machine, DateTimeOffset now)
    {
        var provisioning = command.Sequence == 1 ? "Creating" : "Updating";
        switch (command.Phase)
        {
            case RunPhase.AwaitingAgent when now < command.SentUtc + AgentPatience:
                return new(provisioning, "Pending", "", null);
            case RunPhase.AwaitingAgent:
                return new("Failed", "Unknown", "", null, ArmError.AgentSilent(machine));
            case RunPhase.Running when command.ProcessGone && now >= command.SentUtc + command.Timeout:
                return new("Succeeded", "TimedOut", "Execution timed out", command.SentUtc + command.Timeout);
            case RunPhase.Running:
                // asyncExecution: provisioning is done as soon as the script has started.
                return new(command.Async ? "Succeeded" : provisioning, "Running", "Execution in progress", null);
            case RunPhase.TimedOut:
                return new("Succeeded", "TimedOut", "Execution timed out", command.EndedUtc);
            default:
                return command.ExitCode == 0
                    ? new("Succeeded", "Succeeded", "Execution completed", command.EndedUtc)
                    : new(
                        "Succeeded",
                        "Failed",
                        $"Execution failed: command terminated with exit status={command.ExitCode}",
                        command.EndedUtc);
        }
    }
}
