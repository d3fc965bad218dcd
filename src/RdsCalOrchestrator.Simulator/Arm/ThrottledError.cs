using System.Text.Json.Nodes;

namespace RdsCalOrchestrator.Simulator.Arm;

/// <summary>
/// Compute's 429. It is documented without the usual <c>error</c> around it ("Troubleshoot API throttling errors"), and was seen with it.
/// </summary>
internal static class ThrottledError
{
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
