namespace Microsoft.DurableTask;

/// <summary>What is known of a failure: its message. The Functions host loses the type and the inner failure, so they do not exist here.</summary>
public sealed record TaskFailureDetails
{
    internal TaskFailureDetails(string errorMessage) => ErrorMessage = errorMessage;

    public string ErrorMessage { get; init; }
}
