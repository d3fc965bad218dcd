using System.Reflection;
using Microsoft.DurableTask.Engine;
using Microsoft.Extensions.Logging;

namespace Embedded.Tests.Telemetry;

/// <summary>Event ids are kept: alerts and habits depend on them. A new one is added here; none is given a new meaning.</summary>
public sealed class EventIdTests
{
    private static readonly string[] Kept =
    [
        "100 Started", "110 StepBroke", "111 InstanceFailed", "112 LateCompletionDropped", "113 StepParked", "114 NewerVersion",
        "120 ActivityFailed", "121 ActivityBroke", "122 ResultParked",
        "190 Started", "191 RepeatBroke", "192 EventLost",
        "200 Failed", "201 CallerHasGone", "220 Failed", "221 Stopped",
    ];

    [Fact]
    public void EventIds_OfTheRuntime_AreAsKept() => Assert.Equal(
        Kept,
        new[] { typeof(DurableEngine).Assembly, typeof(Microsoft.Azure.Functions.Worker.FunctionAttribute).Assembly }
            .SelectMany(static assembly => assembly.GetTypes())
            .SelectMany(static type => type.GetMethods(BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic))
            .Select(static method => (method.Name, Log: method.GetCustomAttribute<LoggerMessageAttribute>()))
            .Where(static m => m.Log is not null)
            .Select(static m => $"{m.Log!.EventId} {m.Name}")
            .Order());
}
