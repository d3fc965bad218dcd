namespace Microsoft.Azure.Functions.Worker;

/// <summary>What a timer function is told about the run it is.</summary>
public class TimerInfo
{
    public ScheduleStatus? ScheduleStatus { get; set; }

    /// <summary>Whether the run comes later than it was due.</summary>
    public bool IsPastDue { get; set; }
}
