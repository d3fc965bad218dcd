using System.Reflection;
using System.Runtime.CompilerServices;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace RdsCalOrchestrator.Tests.OfficialPackages;

/// <summary>
/// What the official packages need of a function to find it and to call it as it reads. The embedded runtime refuses much of this as well;
/// these rules owe it nothing, and hold when it is gone.
/// </summary>
internal static class FunctionRules
{
    private const BindingFlags All =
        BindingFlags.DeclaredOnly | BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;

    public static IReadOnlyList<MethodInfo> FunctionsOf(IEnumerable<Type> types) =>
        [.. types.SelectMany(static type => type.GetMethods(All)).Where(static method => method.IsDefined(typeof(FunctionAttribute)))];

    public static string NameOf(MethodInfo function) => function.GetCustomAttribute<FunctionAttribute>()!.Name;

    /// <summary>One sentence for each rule that a function of these types breaks.</summary>
    public static IReadOnlyList<string> Broken(params IEnumerable<Type> types)
    {
        var functions = FunctionsOf(types);
        return
        [
            .. functions.SelectMany(static function => BrokenBy(function), static (function, problem) => $"{NameOf(function)}: {problem}"),
            .. functions.GroupBy(NameOf, StringComparer.OrdinalIgnoreCase).Where(static same => same.Count() > 1)
                .Select(static same => $"{same.Key}: {same.Count()} functions have this name"),
            // The worker finds the method by these two alone.
            .. functions.GroupBy(static function => $"{function.DeclaringType!.Name}.{function.Name}")
                .Where(static same => same.Count() > 1).Select(static same => $"{same.Key}: {same.Count()} functions are this method"),
        ];
    }

    private static IEnumerable<string> BrokenBy(MethodInfo function)
    {
        var holder = function.DeclaringType!;
        if (!function.IsPublic)
            yield return "the method is not public";
        if (!holder.IsPublic)
            yield return "its class is not public, or stands in another";
        if (function.ContainsGenericParameters)
            yield return "the method or its class is generic";
        if (holder.IsAbstract && !function.IsStatic)
            yield return "its class is abstract";
        if (function.ReturnType == typeof(void) && function.IsDefined(typeof(AsyncStateMachineAttribute)))
            yield return "nobody can wait for async void";

        var triggers = function.GetParameters().Where(static parameter => parameter.IsDefined(typeof(TriggerBindingAttribute))).ToList();
        if (triggers.Count != 1)
            yield return $"{triggers.Count} triggers instead of one";
        else
            foreach (var problem in BindingRules.Broken(function, triggers[0]))
                yield return problem;
    }
}
