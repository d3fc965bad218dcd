namespace Microsoft.Azure.Functions.Worker;

/// <summary>What the function of an invocation returned; middleware may read it and put another in its place.</summary>
public abstract class InvocationResult<T>
{
    private protected InvocationResult()
    {
    }

    public abstract T? Value { get; set; }
}

/// <summary>The result of an invocation whatever its type.</summary>
public abstract class InvocationResult : InvocationResult<object>
{
    private protected InvocationResult()
    {
    }
}
