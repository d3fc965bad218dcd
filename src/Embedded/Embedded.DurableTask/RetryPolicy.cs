namespace Microsoft.DurableTask;

/// <summary>How often, and after which delays, a failed task is tried again.</summary>
public sealed class RetryPolicy
{
    public RetryPolicy(
        int maxNumberOfAttempts,
        TimeSpan firstRetryInterval,
        double backoffCoefficient = 1,
        TimeSpan? maxRetryInterval = default,
        TimeSpan? retryTimeout = default)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(maxNumberOfAttempts);
        ArgumentOutOfRangeException.ThrowIfLessThanOrEqual(firstRetryInterval, TimeSpan.Zero);
        ArgumentOutOfRangeException.ThrowIfLessThan(backoffCoefficient, 1);
        MaxNumberOfAttempts = maxNumberOfAttempts;
        FirstRetryInterval = firstRetryInterval;
        BackoffCoefficient = backoffCoefficient;
        MaxRetryInterval = NotShorter(maxRetryInterval ?? TimeSpan.FromHours(1), firstRetryInterval, nameof(maxRetryInterval));
        RetryTimeout = NotShorter(retryTimeout ?? Timeout.InfiniteTimeSpan, firstRetryInterval, nameof(retryTimeout));
    }

    /// <summary>Attempts in all, the first call included.</summary>
    public int MaxNumberOfAttempts { get; }

    public TimeSpan FirstRetryInterval { get; }

    /// <summary>Each delay is the one before times this.</summary>
    public double BackoffCoefficient { get; }

    /// <summary>No delay is longer; one hour unless told, or infinite.</summary>
    public TimeSpan MaxRetryInterval { get; }

    /// <summary>So long after the first attempt nothing is tried any more; infinite unless told.</summary>
    public TimeSpan RetryTimeout { get; }

    private static TimeSpan NotShorter(TimeSpan value, TimeSpan first, string parameter)
    {
        if (value != Timeout.InfiniteTimeSpan)
            ArgumentOutOfRangeException.ThrowIfLessThan(value, first, parameter);
        return value;
    }
}
