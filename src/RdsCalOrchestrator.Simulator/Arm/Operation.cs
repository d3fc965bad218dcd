using System.Text.Json.Nodes;

namespace RdsCalOrchestrator.Simulator.Arm;

/// <summary>A long-running operation of Azure's: the sending or the deletion of one run command.</summary>
/// <param name="Machine">Resource ID of the machine.</param>
/// <param name="Sequence">Which sending; 0 is the deletion, done as soon as it is answered.</param>
internal sealed record Operation(string Id, string Machine, string Location, string Command, int Sequence, DateTimeOffset StartedUtc)
{
    public const int Deletion = 0;

    /// <summary>Azure signs these addresses and does not promise them for ever; nobody should keep one.</summary>
    public static readonly TimeSpan KeptFor = TimeSpan.FromDays(1);

    public string Path => $"/subscriptions/{Machine.Split('/')[2]}/providers/Microsoft.Compute/locations/{Location}/operations/{Id}";

    /// <param name="command">What is found under the name now; null when it was deleted.</param>
    /// <param name="status">How that looks now.</param>
    public JsonObject Look(RunCommand? command, RunCommandStatus? status)
    {
        var answer = new JsonObject { ["startTime"] = StartedUtc, ["name"] = Id };
        if (Sequence == Deletion)
            answer["status"] = "Succeeded";
        else if (command is null || status is null || command.Sequence != Sequence)
            Fail(answer, ArmError.Preempted);
        else if (status.IsInProgress)
            answer["status"] = "InProgress";
        else if (status.Failure is { } failure)
            Fail(answer, failure);
        else
            answer["status"] = "Succeeded";
        return answer;
    }

    private static void Fail(JsonObject answer, ArmError error)
    {
        answer["status"] = "Failed";
        answer["error"] = error.Body;
    }
}
