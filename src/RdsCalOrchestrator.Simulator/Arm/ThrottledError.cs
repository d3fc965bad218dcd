using System.Text.Json.Nodes;

namespace RdsCalOrchestrator.Simulator.Arm;

/// <summary>
/// Compute's 429. It is documented without the usual <c>error</c> around it ("Troubleshoot API throttling errors"), and was seen with it.
/// </summary>
internal static class ThrottledError
{
    /// <summary>Resource Manager's own, which has the <c>error</c> around it ("Understand how Resource Manager throttles requests").</summary>
    public static ArmError OfSubscription(string subscription, string calls, int seconds) => new(
        429,
        "SubscriptionRequestsThrottled",
        $"Number of '{calls}' requests for subscription '{subscription}' exceeded the limit. Please try again after '{seconds}' seconds.");

    /// <param name="bucket">The limit that was passed, by Compute's name for it.</param>
    public static JsonObject Body(string bucket) => new()
    {
        ["code"] = "OperationNotAllowed",
        ["message"] = "The server rejected the request because too many requests have been received for this subscription.",
        ["details"] = new JsonArray(new JsonObject
        {
            ["code"] = "TooManyRequests",
            ["target"] = bucket,
            ["message"] = new JsonObject { ["operationGroup"] = bucket }.ToJsonString(),
        }),
    };
}
