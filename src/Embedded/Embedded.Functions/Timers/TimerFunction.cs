using System.Reflection;
using Microsoft.Azure.Functions.Worker.Discovery;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Timers;

/// <summary>A function that runs on a schedule.</summary>
internal sealed class TimerFunction : AppFunction
{
    private readonly string _written;

    public TimerFunction(string name, MethodInfo method, TimerTriggerAttribute trigger, IConfiguration settings)
        : base(name, method)
    {
        _written = trigger.Schedule;
        RunsAtStart = trigger.RunOnStartup;
        TimerSchedule.TryRead(trigger.Schedule, settings, out var schedule);
        Schedule = schedule;
    }

    public bool RunsAtStart { get; }

    /// <summary>Null only if it cannot be read, which is a problem.</summary>
    public TimerSchedule? Schedule { get; }

    public override IEnumerable<string> Problems()
    {
        var problems = base.Problems();
        if (Schedule is null)
            problems = problems.Append($"'{_written}' is not a schedule: six NCRONTAB fields, a TimeSpan, or a setting that holds one of them.");
        if (ResultType != typeof(void))
            problems = problems.Append("a timer function returns nothing.");
        return problems;
    }

    protected override Argument? ArgumentFor(ParameterInfo parameter)
    {
        if (IsTrigger(parameter))
            return parameter.ParameterType == typeof(TimerInfo) ? static invocation => invocation.Trigger : null;
        return CommonArgumentFor(parameter);
    }
}
