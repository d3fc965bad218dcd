using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Invocations;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Engine;
using Microsoft.Extensions.DependencyInjection;

namespace Microsoft.Azure.Functions.Worker.Discovery;

/// <summary>Takes the value of one parameter from an invocation.</summary>
internal delegate object? Argument(Invocation invocation);

/// <summary>A function of the app. Each kind knows the parameters it can fill and what it refuses.</summary>
internal abstract class AppFunction(string name, MethodInfo method) : FunctionDefinition
{
    private ImmutableArray<Argument> _arguments;

    public override string Name { get; } = name;

    public override string Id { get; } = Guid.NewGuid().ToString("N");

    public override string EntryPoint => $"{Method.DeclaringType!.FullName}.{Method.Name}";

    public override string PathToAssembly => Path.Combine(AppContext.BaseDirectory, Method.Module.ScopeName);

    public MethodInfo Method { get; } = method;

    /// <summary>The type of what it returns or promises; void if nothing.</summary>
    public Type ResultType => Method.ReturnType switch
    {
        var type when type == typeof(Task) => typeof(void),
        { IsGenericType: true } type when type.GetGenericTypeDefinition() == typeof(Task<>) => type.GetGenericArguments()[0],
        var type => type,
    };

    /// <summary>One for each parameter, in order; only of a function without problems.</summary>
    public ImmutableArray<Argument> Arguments => _arguments.IsDefault
        ? _arguments = [.. Method.GetParameters().Select(parameter => ArgumentFor(parameter)!)]
        : _arguments;

    /// <summary>What the host would treat differently, or not at all.</summary>
    public virtual IEnumerable<string> Problems() =>
        from parameter in Method.GetParameters()
        where ArgumentFor(parameter) is null
        select $"parameter '{parameter.Name}' ({parameter.ParameterType.Name}) is nothing this trigger can give; "
            + "the host would bind it from elsewhere.";

    /// <summary>Null if this kind of function has no such parameter.</summary>
    protected abstract Argument? ArgumentFor(ParameterInfo parameter);

    protected static bool IsTrigger(ParameterInfo parameter) => parameter.IsDefined(typeof(TriggerBindingAttribute));

    /// <summary>What every function outside replayed code may have.</summary>
    protected static Argument? CommonArgumentFor(ParameterInfo parameter) => parameter.ParameterType switch
    {
        var type when type == typeof(FunctionContext) => static invocation => invocation,
        var type when type == typeof(CancellationToken) => static invocation => invocation.CancellationToken,
        var type when type == typeof(DurableTaskClient) && parameter.IsDefined(typeof(DurableClientAttribute)) =>
            // Only so: on the host, too, no constructor can ask for a client.
            static invocation => invocation.InstanceServices.GetRequiredService<DurableEngine>().Client,
        _ => null,
    };
}
