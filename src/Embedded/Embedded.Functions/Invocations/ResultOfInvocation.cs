namespace Microsoft.Azure.Functions.Worker.Invocations;

/// <summary>Reads and writes through to the invocation.</summary>
internal sealed class ResultOfInvocation(Invocation invocation) : InvocationResult
{
    public override object? Value
    {
        get => invocation.Result;
        set => invocation.Result = value;
    }
}

/// <inheritdoc cref="ResultOfInvocation"/>
internal sealed class ResultOfInvocation<T>(Invocation invocation) : InvocationResult<T>
{
    public override T? Value
    {
        get => (T?)invocation.Result;
        set => invocation.Result = value;
    }
}
