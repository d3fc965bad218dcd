namespace Microsoft.Azure.Functions.Worker;

/// <summary>Which function an invocation runs.</summary>
public abstract class FunctionDefinition
{
    private protected FunctionDefinition()
    {
    }

    public abstract string PathToAssembly { get; }

    /// <summary>Namespace, class and method.</summary>
    public abstract string EntryPoint { get; }

    public abstract string Id { get; }

    public abstract string Name { get; }
}
