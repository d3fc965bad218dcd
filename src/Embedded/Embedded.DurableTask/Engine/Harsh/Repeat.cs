namespace Microsoft.DurableTask.Engine.Harsh;

/// <summary>How an activity comes to run twice.</summary>
internal enum Repeat
{
    /// <summary>It ran, its answer was lost, and it is sent again.</summary>
    AnswerLost,

    /// <summary>Two hosts took it, and either may answer.</summary>
    AtOnce,

    /// <summary>It was sent again, and that arrives when the flow has gone on.</summary>
    Late,
}
