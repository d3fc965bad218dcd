using System.Reflection;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;

namespace Microsoft.Azure.Functions.Worker.Discovery;

/// <summary>What compiles on any runtime and differs on the Functions host in silence is refused at start.</summary>
internal static class Refusals
{
    public static IEnumerable<string> Of(IReadOnlyList<AppFunction> functions) =>
        functions.SelectMany(OfOne).Concat(OfNames(functions)).Concat(OfRoutes(functions));

    private static IEnumerable<string> OfOne(AppFunction function)
    {
        var triggers = function.Method.GetParameters().Count(static p => p.GetCustomAttribute<TriggerBindingAttribute>() is not null);
        if (triggers != 1)
            yield return $"{function.Name}: it has {triggers} triggers; a function has exactly one.";
        if (!function.Method.IsPublic || !function.Method.DeclaringType!.IsVisible)
            yield return $"{function.Name}: the host does not find methods that are not public, nor public ones of hidden classes.";
        if (function.Trigger is ActivityTriggerAttribute)
        {
            foreach (var parameter in function.Method.GetParameters().Where(p => p != function.TriggerParameter && !MayStandBesideInput(p)))
                yield return $"{function.Name}: the host binds '{parameter.Name}' from the input's properties; take it from the input itself.";
        }

        if (function.Trigger is ActivityTriggerAttribute or OrchestrationTriggerAttribute)
        {
            foreach (var type in WireTypes(function).Where(IsBareHierarchy))
                yield return $"{function.Name}: {type.Name} is a hierarchy; the host writes values by their run-time type and cannot read it back. Put it into a record as a property.";
        }
    }

    private static bool MayStandBesideInput(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(FunctionContext) || parameter.ParameterType == typeof(CancellationToken)
        || (parameter.ParameterType == typeof(string) && parameter.Name == "instanceId") || parameter.GetCustomAttribute<DurableClientAttribute>() is not null;

    private static IEnumerable<Type> WireTypes(AppFunction function)
    {
        if (function.Trigger is ActivityTriggerAttribute)
            yield return function.TriggerParameter!.ParameterType;
        var result = function.Method.ReturnType;
        if (result.IsGenericType && (result.GetGenericTypeDefinition() == typeof(Task<>) || result.GetGenericTypeDefinition() == typeof(ValueTask<>)))
            yield return result.GetGenericArguments()[0];
        else if (result != typeof(void) && result != typeof(Task) && result != typeof(ValueTask))
            yield return result;
    }

    private static bool IsBareHierarchy(Type type) =>
        type.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false).Any() || type.GetCustomAttribute<JsonPolymorphicAttribute>(inherit: false) is not null
        || (type is { IsAbstract: true, IsInterface: false } && type.Assembly != typeof(object).Assembly);

    private static IEnumerable<string> OfNames(IReadOnlyList<AppFunction> functions) =>
        functions.GroupBy(static f => f.Name, StringComparer.OrdinalIgnoreCase).Where(static g => g.Count() > 1)
            .Select(static g => $"{g.Key}: {g.Count()} functions have this name.");

    // The host tries routes in the order of function names, not by precedence: a literal part that also fits a parameter may never be reached.
    private static IEnumerable<string> OfRoutes(IReadOnlyList<AppFunction> functions)
    {
        var routes = functions.Where(static f => f.Trigger is HttpTriggerAttribute).Select(static f => (Function: f, Http: (HttpTriggerAttribute)f.Trigger!)).ToList();
        for (var i = 0; i < routes.Count; i++)
        {
            for (var j = i + 1; j < routes.Count; j++)
            {
                if (HttpRoutes.ShareAVerb(routes[i].Http, routes[j].Http) && Overlap(HttpRoutes.PatternOf(routes[i].Function), HttpRoutes.PatternOf(routes[j].Function)))
                    yield return $"{routes[i].Function.Name} and {routes[j].Function.Name}: one request fits both routes, and the host takes the first by name.";
            }
        }
    }

    private static bool Overlap(RoutePattern a, RoutePattern b)
    {
        if (a.PathSegments.Count != b.PathSegments.Count)
            return false;
        for (var i = 0; i < a.PathSegments.Count; i++)
        {
            if (!Overlap(a, a.PathSegments[i], b, b.PathSegments[i]))
                return false;
        }

        return true;
    }

    private static bool Overlap(RoutePattern a, RoutePatternPathSegment x, RoutePattern b, RoutePatternPathSegment y)
    {
        var (literalX, literalY) = (Literal(x), Literal(y));
        if (literalX is not null && literalY is not null)
            return string.Equals(literalX, literalY, StringComparison.OrdinalIgnoreCase);
        // A constraint on the parameter keeps the two apart; both runtimes honour it.
        return (literalX is not null || !IsConstrained(a, x)) && (literalY is not null || !IsConstrained(b, y));
    }

    private static string? Literal(RoutePatternPathSegment segment) => segment.Parts is [RoutePatternLiteralPart literal] ? literal.Content : null;

    private static bool IsConstrained(RoutePattern pattern, RoutePatternPathSegment segment) =>
        segment.Parts.OfType<RoutePatternParameterPart>().Any(p => pattern.ParameterPolicies.ContainsKey(p.Name));
}
