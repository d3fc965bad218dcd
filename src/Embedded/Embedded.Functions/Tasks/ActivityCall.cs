namespace Microsoft.Azure.Functions.Worker.Tasks;

/// <summary>What starts an activity.</summary>
/// <param name="InstanceId">The orchestration that calls it.</param>
/// <param name="Input">JSON, or null.</param>
internal sealed record ActivityCall(string InstanceId, string? Input);
