namespace Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

/// <summary>Says where the value of a function's parameter comes from.</summary>
public abstract class BindingAttribute : Attribute;
