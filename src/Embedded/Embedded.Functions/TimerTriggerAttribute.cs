using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts the function on a schedule.</summary>
/// <param name="schedule">
/// Six NCRONTAB fields in UTC, seconds first; or a TimeSpan; or <c>%Setting%</c>, the name of a setting that holds one of these.
/// </param>
public sealed class TimerTriggerAttribute(string schedule) : TriggerBindingAttribute
{
    public string Schedule { get; } = schedule;

    /// <summary>Whether it also runs once when the program starts.</summary>
    public bool RunOnStartup { get; set; }
}
