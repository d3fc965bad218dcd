using System.Text.Json.Nodes;

namespace RdsCalOrchestrator.Simulator.Arm;

/// <summary>Azure's refusals, with the codes it uses; where they were seen stands in docs/simulator.md.</summary>
internal sealed record ArmError(int Status, string Code, string Message)
{
    public static ArmError NoToken =>
        new(401, "AuthenticationFailed", "Authentication failed. The 'Authorization' header is missing or its token is not valid.");

    public static ArmError NoApiVersion =>
        new(400, "MissingApiVersionParameter", "The api-version query parameter (?api-version=) is required for all requests.");

    public static ArmError MachineOff => new(409, "OperationNotAllowed", "Cannot modify extensions in the VM when the VM is not running.");

    // A-OLD-OS: how Azure would say it was not seen.
    public static ArmError OldWindows(string machine) =>
        new(409, "OperationNotAllowed", $"Run command is not supported on the operating system of VM '{machine}'.");

    public static ArmError Locked(string subscription, string group) =>
        new(409, "ScopeLocked", "The scope cannot perform delete operation because following scope(s) are locked: "
            + $"'/subscriptions/{subscription}/resourceGroups/{group}'. Please remove the lock and try again.");

    public static ArmError TooManyCommands(int limit) =>
        new(409, "OperationNotAllowed", $"The maximum number of managed Run commands (max={limit}, current={limit}) has been exceeded.");

    // The message is of the action form; of managed run commands conflicts are reported without it (bicep 10474).
    public static ArmError Busy =>
        new(409, "Conflict", "Run command extension execution is in progress. Please wait for completion before invoking a run command.");

    public static ArmError Broken(int status) => status == 503
        ? new(503, "ServiceUnavailable", "The service is unavailable.")
        : new(500, "InternalExecutionError", "An internal execution error occurred. Please retry later.");

    public static ArmError AgentSilent(string machine) =>
        new(200, "VMAgentStatusCommunicationError", $"VM '{machine}' has not reported status for VM agent or extensions. "
            + "Verify that the VM has a running VM agent, and can establish outbound connections to Azure storage.");

    public static ArmError Preempted =>
        new(200, "OperationPreempted", "Operation execution has been preempted by a more recent operation.");

    public static ArmError BadBody(string why) =>
        new(400, "InvalidRequestContent", $"The request content was invalid and could not be deserialized: {why}");

    public static ArmError LocationMissing => new(400, "LocationRequired", "The location property is required for this definition.");

    public static ArmError NoSubscription(string subscription) =>
        new(404, "SubscriptionNotFound", $"The subscription '{subscription}' could not be found.");

    public static ArmError NoGroup(string group) => new(404, "ResourceGroupNotFound", $"Resource group '{group}' could not be found.");

    public static ArmError NoMachine(string machine, string group) =>
        new(404, "ResourceNotFound", $"The Resource 'Microsoft.Compute/virtualMachines/{machine}' "
            + $"under resource group '{group}' was not found.");

    public static ArmError NoParent(string machine) =>
        new(404, "ParentResourceNotFound", "Failed to perform 'write' on resource(s) of type 'virtualMachines/runCommands', "
            + $"because the parent resource 'virtualMachines/{machine}' could not be found.");

    public static ArmError NoCommand(string machine, string name, string group) =>
        new(404, "ResourceNotFound", $"The Resource 'Microsoft.Compute/virtualMachines/{machine}/runCommands/{name}' "
            + $"under resource group '{group}' was not found.");

    public static ArmError NoOperation(string id) => new(404, "NotFound", $"The operation '{id}' was not found.");

    /// <summary>Not Azure's: the honest answer to whatever this simulator does not know.</summary>
    public static ArmError NotModelled(string what) => new(501, "NotModelled", $"The simulator does not model {what}.");

    public JsonObject Body => new() { ["code"] = Code, ["message"] = Message };

    public ArmReply Reply => new(Status, new JsonObject { ["error"] = Body });
}
