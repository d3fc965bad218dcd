using System.Text.Json.Nodes;
using RdsCalOrchestrator.Simulator.Arm;

namespace RdsCalOrchestrator.Simulator.Faults;

/// <summary>What Azure answers where a fault keeps it from looking at the call.</summary>
internal static class FaultReply
{
    private const int DefaultRetryAfter = 30;

    public static ArmReply Of(FaultOrder fault) => fault.Fault switch
    {
        Fault.Conflict409 => ArmError.Busy.Reply,
        Fault.Throttled => Throttled(fault.RetryAfterSeconds ?? DefaultRetryAfter, fault.Bare == true),
        Fault.ServerError => ArmError.Broken(fault.Status ?? 500).Reply,
        _ => throw new ArgumentOutOfRangeException(nameof(fault)),
    };

    private static ArmReply Throttled(int seconds, bool bare)
    {
        var error = ThrottledError.Body("UpdateVM3Min");
        return new(429, bare ? error : new JsonObject { ["error"] = error })
        {
            Headers = { ["Retry-After"] = $"{seconds}", ["x-ms-ratelimit-remaining-resource"] = "Microsoft.Compute/UpdateVM3Min;0" },
        };
    }
}
