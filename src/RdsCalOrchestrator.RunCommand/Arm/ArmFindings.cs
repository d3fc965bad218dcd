using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;

namespace RdsCalOrchestrator.RunCommand.Arm;

/// <summary>What Azure's refusals mean and what can be done; recognised by status, code and state, never by Azure's words.</summary>
internal static class ArmFindings
{
    internal static Finding Stopped(ServerId server, string powerState) => Blocked(
        server, "AZ-VM-STOPPED",
        $"{server.Name} is {powerState}; a script needs it running.",
        "Start it, or declare it unreachable and accept an owed clean-up.");

    internal static Finding AgentNotReady(ServerId server, string status) => Blocked(
        server, "AZ-AGENT-NOT-READY",
        $"The VM agent on {server.Name} is {status}; a command would hang for about 25 minutes.",
        "Repair the agent; allow outbound 443 to the service tag AzureCloud.");

    internal static Finding ExtensionsOff(ServerId server) =>
        Refused(server, "extension operations are off", "Set allowExtensionOperations of the virtual machine to true.");

    internal static Finding NameTaken(ServerId server, string name) => Blocked(
        server, "AZ-NAME-TAKEN",
        $"{server.Name} has a run command {name} that is not the one to be sent: its tags are others.",
        "See who made it. Delete it once it has ended, and resume: the next run has another name.");

    /// <summary>Null when the code alone does not say: Azure has one for a stopped machine, for too many commands and for more.</summary>
    internal static Finding? ByCode(ServerId server, ArmFailure failure) => failure switch
    {
        // A refusal by policy comes with the status of a missing right.
        { Code: "RequestDisallowedByPolicy" } =>
            Refused(server, $"by policy: {failure.Text}", "Exempt the virtual machine from the policy for the window."),
        { Code: "ScopeLocked" } => Refused(server, "a lock covers it", "Lift the lock for the window."),
        { Code: "ReadOnlyDisabledSubscription" } => Refused(server, "its subscription is disabled", "Enable the subscription."),
        { SaysAbsent: true } => Blocked(
            server, "AZ-STATE-DIFFERS",
            $"Azure has no virtual machine {server.Name} in resource group {server.ResourceGroup}.",
            "Correct the resource ID, or declare the source gone."),
        { Status: 401 or 403 or 404 } => NoAccess(server, failure),
        { Status: 409 } => null,
        _ => Other(server, failure),
    };

    /// <summary>Nothing explains it: Azure's own words, quoted.</summary>
    internal static Finding Other(ServerId server, ArmFailure failure) =>
        Refused(server, $"{failure.Status} {failure.Code}: {failure.Text}", "Remove what Azure names, and try again.");

    private static Finding NoAccess(ServerId server, ArmFailure failure) => Blocked(
        server, "AZ-NO-ACCESS",
        $"The app may not use {server.Name} ({failure.Status} {failure.Code}).",
        $"Give the app's identity a role on resource group {server.ResourceGroup} that may read virtual machines and read, write and delete"
        + " their run commands.");

    private static Finding Refused(ServerId server, string why, string fix) =>
        Blocked(server, "AZ-COMMAND-REFUSED", $"Azure refuses run commands on {server.Name}: {why.TrimEnd('.')}.", fix);

    private static Finding Blocked(ServerId server, string id, string sentence, string fix) => new(id, Severity.Blocked, server.Name, sentence, fix);
}
