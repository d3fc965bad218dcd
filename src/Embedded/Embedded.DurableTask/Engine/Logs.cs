using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Engine;

/// <summary>What the engine logs. Event ids 100–199; they are kept.</summary>
internal static partial class Logs
{
    [LoggerMessage(EventId = 100, Level = LogLevel.Information, Message =
        "Engine started on {Directory}: {Activities} activities and {Messages} messages to go on with")]
    internal static partial void Started(ILogger logger, string directory, int activities, int messages);

    [LoggerMessage(EventId = 110, Level = LogLevel.Error, Message =
        "{Instance}: the step broke and nothing of it was written; it is parked until the instance's next message or the next start")]
    internal static partial void StepBroke(ILogger logger, Exception exception, string instance);

    [LoggerMessage(EventId = 111, Level = LogLevel.Warning, Message = "{Instance}: failed: {Failure}")]
    internal static partial void InstanceFailed(ILogger logger, string instance, string failure);

    [LoggerMessage(EventId = 112, Level = LogLevel.Information, Message = "{Instance}: a completion for an earlier execution was dropped")]
    internal static partial void LateCompletionDropped(ILogger logger, string instance);

    [LoggerMessage(EventId = 113, Level = LogLevel.Error, Message =
        "{Instance}: the step cannot be written; it is parked until something can be, or the next start")]
    internal static partial void StepParked(ILogger logger, Exception exception, string instance);

    [LoggerMessage(EventId = 114, Level = LogLevel.Warning, Message =
        "{Instance}: its version '{Version}' is newer than this program's '{Own}'; it waits for a program of that version")]
    internal static partial void NewerVersion(ILogger logger, string instance, string version, string own);

    [LoggerMessage(EventId = 120, Level = LogLevel.Warning, Message = "{Instance}: activity {Activity} failed")]
    internal static partial void ActivityFailed(ILogger logger, Exception exception, string activity, string instance);

    [LoggerMessage(EventId = 121, Level = LogLevel.Error, Message =
        "{Instance}: the result of activity {Activity} was not written; it runs again after a restart")]
    internal static partial void ActivityBroke(ILogger logger, Exception exception, string activity, string instance);

    [LoggerMessage(EventId = 122, Level = LogLevel.Error, Message =
        "{Instance}: the result of activity {Activity} cannot be written; " +
        "it is parked until something can be. At the next start the activity runs again")]
    internal static partial void ResultParked(ILogger logger, Exception exception, string activity, string instance);
}
