namespace Microsoft.Azure.Functions.Worker;

/// <summary>Where a timer stands in its schedule (UTC).</summary>
public class ScheduleStatus
{
    /// <summary>When it last ran; the default value before its first run.</summary>
    public DateTime Last { get; set; }

    public DateTime Next { get; set; }

    public DateTime LastUpdated { get; set; }
}
