namespace Microsoft.Azure.Functions.Worker.Invocations;

internal sealed class ResultOfInvocation(Invocation invocation) : InvocationResult
{
    public override object? Value
    {
        get => invocation.Result;
        set => invocation.Result = value;
    }
}

internal sealed class ResultOfInvocation<T>(Invocation invocation) : InvocationResult<T>
{
    public override T? Value
    {
        get => (T?)invocation.Result;
        set => invocation.Result = value;
    }
}
