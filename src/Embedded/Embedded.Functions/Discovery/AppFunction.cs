using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker.Discovery;

/// <summary>A method with [Function], and what triggers it.</summary>
internal sealed record AppFunction(string Name, MethodInfo Method, ParameterInfo? TriggerParameter, TriggerBindingAttribute? Trigger)
{
    public FunctionDefinition Definition { get; } = new AppFunctionDefinition(Name, Method);

    public static AppFunction Of(MethodInfo method)
    {
        var triggers = method.GetParameters().Where(static p => p.GetCustomAttribute<TriggerBindingAttribute>() is not null).ToList();
        return new AppFunction(method.GetCustomAttribute<FunctionAttribute>()!.Name, method, triggers.FirstOrDefault(), triggers.FirstOrDefault()?.GetCustomAttribute<TriggerBindingAttribute>());
    }

    private sealed class AppFunctionDefinition(string name, MethodInfo method) : FunctionDefinition
    {
        public override string PathToAssembly => Path.Combine(AppContext.BaseDirectory, $"{method.Module.Name}");

        public override string EntryPoint => $"{method.DeclaringType!.FullName}.{method.Name}";

        public override string Id => name;

        public override string Name => name;
    }
}
