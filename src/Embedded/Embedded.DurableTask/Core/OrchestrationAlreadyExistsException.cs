namespace DurableTask.Core.Exceptions;

/// <summary>An instance of that id has not ended yet, so it cannot be started.</summary>
public class OrchestrationAlreadyExistsException : InvalidOperationException
{
    internal OrchestrationAlreadyExistsException(string message)
        : base(message)
    {
    }
}
