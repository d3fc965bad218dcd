using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker.Discovery;

/// <summary>What keeps a method from being a function of any kind.</summary>
internal static class MethodProblems
{
    public static IEnumerable<string> Of(MethodInfo method)
    {
        // The host would not discover these, and say nothing.
        if (!method.IsPublic || !method.DeclaringType!.IsVisible)
            yield return "the method is not a public method of a public class.";
        if (method.ContainsGenericParameters || (method.DeclaringType!.IsAbstract && !method.IsStatic))
            yield return "the method is generic, or its class is generic or abstract.";
        if (method.ReturnType == typeof(void) && method.IsDefined(typeof(AsyncStateMachineAttribute)))
            yield return "the method is 'async void', so nobody can wait for it.";
        if (method.ReturnType == typeof(ValueTask)
            || (method.ReturnType.IsGenericType && method.ReturnType.GetGenericTypeDefinition() == typeof(ValueTask<>)))
            yield return "the method returns a ValueTask; return a Task.";

        var triggers = method.GetParameters().Count(static parameter => parameter.IsDefined(typeof(TriggerBindingAttribute)));
        if (triggers != 1)
            yield return $"the method has {triggers} triggers instead of one.";
    }
}
