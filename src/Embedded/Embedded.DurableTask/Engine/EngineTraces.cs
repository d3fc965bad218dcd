using System.Diagnostics;

namespace Microsoft.DurableTask.Engine;

/// <summary>
/// Spans, called as the official SDK calls them. The trace in which an instance was started is kept with it, so that whatever it and its
/// children do days later belongs to the same one.
/// </summary>
internal static class EngineTraces
{
    /// <summary>For listeners.</summary>
    public const string Name = "Microsoft.DurableTask";

    private static readonly ActivitySource Source = new(Name);

    /// <summary>A client starts an instance; what is current then is its trace.</summary>
    public static Activity? Start(string orchestrator, string instance) =>
        Source.StartActivity($"create_orchestration:{orchestrator}", ActivityKind.Producer)?.Of("orchestration", orchestrator, instance);

    public static Activity? Run(ActivityWork work) =>
        In(work.Trace, $"activity:{work.Name}", default)?.Of("activity", work.Name, work.Instance)
            .SetTag("durabletask.task.task_id", work.Task);

    /// <summary>A span as long as the whole life of an instance, told at its end.</summary>
    public static void Ended(InstanceRecord instance)
    {
        using var span = In(instance.Trace, $"orchestration:{instance.Name}", instance.CreatedAt)?
            .Of("orchestration", instance.Name, instance.Id)
            .SetTag("durabletask.task.version", instance.Version)
            .SetTag("durabletask.task.status", instance.Status);
        if (instance.Failure is not null)
            span?.SetStatus(ActivityStatusCode.Error);
    }

    /// <summary>The trace of a caller, to be kept.</summary>
    public static string? Current => Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? current.Id : null;

    private static Activity? In(string? trace, string name, DateTimeOffset startedAt)
    {
        // Without a trace of its own it belongs to none, least of all to that of whoever woke it.
        Activity.Current = null;
        return Source.StartActivity(name, ActivityKind.Server, trace, startTime: startedAt);
    }

    private static Activity Of(this Activity span, string type, string name, string instance) => span
        .SetTag("durabletask.type", type)
        .SetTag("durabletask.task.name", name)
        .SetTag("durabletask.task.instance_id", instance);
}
