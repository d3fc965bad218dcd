using System.Text.Json.Nodes;
using RdsCalOrchestrator.Simulator.Estate;
using RdsCalOrchestrator.Simulator.Faults;

namespace RdsCalOrchestrator.Simulator.Arm;

/// <summary>Managed run commands of virtual machines, as the Compute resource provider keeps them.</summary>
internal sealed class RunCommands(SimulatedEstate estate, ScriptProcesses processes)
{
    // Per machine, whoever sent them (azure-docs 117976).
    private const int Limit = 25;

    private DateTimeOffset Now => estate.Time.GetUtcNow();

    public ArmReply Get(MachinePath at, string name, bool expanded) => estate.Read(state =>
        at.Find(state, out var problem) is not { } machine ? problem.Reply
        : machine.FindCommand(name) is { } command ? new(200, RunCommandView.Of(machine, command, expanded, Now))
        : ArmError.NoCommand(at.Name, name, at.Group).Reply);

    public ArmReply List(MachinePath at, bool expanded) => estate.Read(state =>
        at.Find(state, out var problem) is not { } machine ? problem.Reply
        : new(200, new JsonObject
        {
            ["value"] = new JsonArray([.. machine.RunCommands.Select(c => RunCommandView.Of(machine, c, expanded, Now))]),
        }));

    public async Task<ArmReply> PutAsync(MachinePath at, string name, JsonNode? body)
    {
        if (RunCommandRequest.Read(body, out var wrong) is not { } request)
            return wrong!.Reply;
        RunCommand? replaced = null;
        var reply = estate.Change((state, log) =>
        {
            if (at.Find(state, out var problem) is not { } machine)
                return (problem.Code == "ResourceNotFound" ? ArmError.NoParent(at.Name) : problem).Reply;
            log.Touch(machine.Licensing);
            var existing = machine.FindCommand(name);
            if (Refusal(machine, existing, request) is { } refusal)
                return refusal.Reply;
            var print = RunCommandRequest.Print(body!, state.Seed);
            if (existing?.Print == print)
            {
                existing.Tags = request.Tags;
                return Accepted(200, machine, existing);
            }

            replaced = existing;
            return Accepted(existing is null ? 201 : 200, machine, Send(machine, name, print, existing, request));
        });
        if (replaced is not null)
            await processes.KillAsync(replaced);
        return reply;
    }

    /// <summary>Deletes a command and kills its script. It is gone as soon as this is answered; the operation only says so.</summary>
    public async Task<ArmReply> DeleteAsync(MachinePath at, string name)
    {
        RunCommand? deleted = null;
        var reply = estate.Change((state, log) =>
        {
            if (at.Find(state, out var problem) is not { } machine)
                return problem.Reply;
            if (machine.FindCommand(name) is not { } command)
                return new(204);
            if (machine.Power != PowerState.Running)
                return ArmError.MachineOff.Reply;
            if (machine.DeleteLocked)
                return ArmError.Locked(at.Subscription, at.Group).Reply;
            machine.RunCommands.Remove(deleted = command);
            log.Touch(machine.Licensing);
            return new ArmReply(202, Operation: Begin(machine, command.Name, Operation.Deletion));
        });
        if (deleted is not null)
            await processes.KillAsync(deleted);
        return reply;
    }

    public ArmReply LookAt(string operationId, bool monitor) => estate.Read(state =>
    {
        var machine = state.Machines.Find(m => m.Operations.Exists(o => o.Id == operationId));
        if (machine?.Operations.Find(o => o.Id == operationId) is not { } operation)
            return ArmError.NoOperation(operationId).Reply;
        var command = machine.FindCommand(operation.Command);
        var answer = operation.Look(command, command is null ? null : RunCommandStatus.Of(command, machine.Name, Now));
        return !monitor ? new(200, answer) : new(answer["status"]!.GetValue<string>() == "InProgress" ? 202 : 200);
    });

    private ArmError? Refusal(Machine machine, RunCommand? existing, RunCommandRequest request) =>
        machine.Power != PowerState.Running ? ArmError.MachineOff
        : machine.HasOldWindows && estate.Switches.OldOs == "refused" ? ArmError.OldWindows(machine.Name)
        : existing is null && machine.RunCommands.Count >= Limit ? ArmError.TooManyCommands(Limit)
        : request.Location != machine.Location
            ? ArmError.NotModelled($"a run command in {request.Location} on a machine in {machine.Location}")
        : null;

    private RunCommand Send(Machine machine, string name, string print, RunCommand? existing, RunCommandRequest request)
    {
        var fault = machine.Meet(FaultPoint.Start, name, Now);
        var takesIt = machine.Agent == AgentState.Ready && fault?.Fault != Fault.AgentDown;
        var command = request.Command(name, print, (existing?.Sequence ?? 0) + 1, Now, takesIt);
        if (fault?.Fault == Fault.AcceptedThenLost)
            return command;
        if (existing is not null)
            machine.RunCommands.Remove(existing);
        machine.RunCommands.Add(command);
        command.Fault = fault;
        command.ProcessGone = fault?.Fault == Fault.Hang || (machine.HasOldWindows && estate.Switches.OldOs == "hangs");
        if (command is { Phase: RunPhase.Running, OutputBlob: { } blob } && !machine.MayWrite(blob))
            LeaveOutput(command);
        if (command is { Phase: RunPhase.Running, ProcessGone: false })
            processes.Start(machine, command, request);
        return command;
    }

    // A-OUTPUT-BLOB.
    private void LeaveOutput(RunCommand command)
    {
        command.OutputBlob = null;
        if (estate.Switches.OutputBlob == "refused")
            command.RefuseOutput(Now);
    }

    private ArmReply Accepted(int status, Machine machine, RunCommand command) =>
        new(status, RunCommandView.Of(machine, command, expanded: false, Now), Begin(machine, command.Name, command.Sequence));

    private Operation Begin(Machine machine, string command, int sequence)
    {
        machine.Operations.RemoveAll(o => o.StartedUtc + Operation.KeptFor < Now);
        var operation = new Operation(Guid.NewGuid().ToString(), machine.ResourceId!, machine.Location, command, sequence, Now);
        machine.Operations.Add(operation);
        return operation;
    }
}
