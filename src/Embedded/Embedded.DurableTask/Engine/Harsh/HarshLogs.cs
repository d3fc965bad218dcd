using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Engine.Harsh;

/// <summary>What harsh mode logs. Event ids 190–199; they are kept.</summary>
internal static partial class HarshLogs
{
    [LoggerMessage(EventId = 190, Level = LogLevel.Warning, Message = "Harsh mode, seed {Seed}: as unkind as the Functions host may be")]
    internal static partial void Started(ILogger logger, int seed);

    [LoggerMessage(EventId = 191, Level = LogLevel.Error, Message = "{Instance}: {Activity} threw because it had run before ({Way})")]
    internal static partial void RepeatBroke(ILogger logger, Exception exception, string instance, string activity, Repeat way);

    [LoggerMessage(EventId = 192, Level = LogLevel.Warning, Message = "{Instance}: event {Name} was discarded: the instance is Pending")]
    internal static partial void EventLost(ILogger logger, string instance, string name);
}
