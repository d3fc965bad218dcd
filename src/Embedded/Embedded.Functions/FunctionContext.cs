namespace Microsoft.Azure.Functions.Worker;

/// <summary>One invocation of one function, as middleware and functions see it.</summary>
public abstract class FunctionContext
{
    private protected FunctionContext()
    {
    }

    public abstract string InvocationId { get; }

    public abstract string FunctionId { get; }

    /// <summary>The services of this invocation's own scope.</summary>
    public abstract IServiceProvider InstanceServices { get; set; }

    public abstract FunctionDefinition FunctionDefinition { get; }

    /// <summary>What middleware and function hand to one another.</summary>
    public abstract IDictionary<object, object> Items { get; set; }

    /// <summary>Cancelled when the caller has gone or the program stops.</summary>
    public virtual CancellationToken CancellationToken { get; }
}
