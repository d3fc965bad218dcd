namespace Microsoft.DurableTask;

/// <summary>How an orchestration is started.</summary>
public record StartOrchestrationOptions(string? InstanceId = null, DateTimeOffset? StartAt = default)
{
    public StartOrchestrationOptions(StartOrchestrationOptions options)
    {
        ArgumentNullException.ThrowIfNull(options);
        InstanceId = options.InstanceId;
        StartAt = options.StartAt;
    }

    /// <summary>The id of the instance; a random one is made if null.</summary>
    public string? InstanceId { get; init; } = InstanceId;

    /// <summary>The instance stays pending until then; it starts at once if null.</summary>
    public DateTimeOffset? StartAt { get; init; } = StartAt;
}
