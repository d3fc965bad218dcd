namespace Microsoft.DurableTask;

/// <summary>When a failed task is tried again.</summary>
public sealed class TaskRetryOptions
{
    private TaskRetryOptions(RetryPolicy policy) => Policy = policy;

    public RetryPolicy? Policy { get; }

    public static TaskRetryOptions FromRetryPolicy(RetryPolicy policy)
    {
        ArgumentNullException.ThrowIfNull(policy);
        return new TaskRetryOptions(policy);
    }
}
