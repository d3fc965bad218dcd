namespace Microsoft.DurableTask.Engine;

/// <summary>Where the engine keeps its histories, and the version it stamps on every instance it starts.</summary>
internal sealed record EngineOptions(string Directory, string Version)
{
    /// <summary>Activities mostly wait for somebody else, hence many per core.</summary>
    public int ConcurrentActivities { get; init; } = 10 * Environment.ProcessorCount;

    public int ConcurrentSteps { get; init; } = 2 * Environment.ProcessorCount;

    /// <summary>The seed of harsh mode; null: the engine is kind.</summary>
    public int? Harsh { get; init; }
}
