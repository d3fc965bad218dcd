namespace Microsoft.Azure.Functions.Worker;

/// <summary>Makes a public method of a public class a function of the app.</summary>
/// <param name="name">The function's name: unique in the app, and what orchestrations call it by.</param>
[AttributeUsage(AttributeTargets.Method)]
public class FunctionAttribute(string name) : Attribute
{
    public string Name { get; } = name;
}
