using Azure;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;

namespace RdsCalOrchestrator.RunCommand.Arm;

/// <summary>What Azure's refusals mean, by status and code; texts are shown and never matched, but for the one limit that has no code of its own.</summary>
internal static class ArmFindings
{
    internal static Finding Stopped(ServerId server, string powerState) => new(
        "AZ-VM-STOPPED", Severity.Blocked, server.Name,
        $"{server.Name} is {powerState}; a script needs it running.",
        "Start it, or declare it unreachable and accept an owed clean-up.");

    internal static Finding AgentNotReady(ServerId server, string status) => new(
        "AZ-AGENT-NOT-READY", Severity.Blocked, server.Name,
        $"The VM agent on {server.Name} is {status}; a command would hang for about 25 minutes.",
        "Repair the agent; allow outbound 443 to the service tag AzureCloud.");

    internal static Finding Of(ServerId server, RequestFailedException failure) => failure switch
    {
        { Status: 401 or 403 } => new(
            "AZ-NO-ACCESS", Severity.Blocked, server.Name, $"The app may not use {server.Name} ({failure.ErrorCode}).", "Assign the app's role on its resource group."),
        { Status: 404 } => new(
            "AZ-STATE-DIFFERS", Severity.Blocked, server.Name, $"{server.Name} does not exist in Azure.", "Correct the resource ID, or declare the source gone."),
        { Status: 409 } when failure.Message.Contains("max=25", StringComparison.Ordinal) => new(
            "AZ-SLOTS-FULL", Severity.Blocked, server.Name, $"All 25 run command places of {server.Name} are taken.", "Remove those that are no longer needed."),
        { Status: 409, ErrorCode: "OperationNotAllowed" } => Stopped(server, "not running"),
        _ => new(
            "AZ-COMMAND-REFUSED", Severity.Blocked, server.Name, $"Azure refuses run commands on {server.Name} ({failure.Status} {failure.ErrorCode}).", "Lift the lock or policy for the window, or allow extension operations."),
    };
}
