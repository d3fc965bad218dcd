using System.Collections.Immutable;
using System.Reflection;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Tasks;
using Microsoft.Azure.Functions.Worker.Timers;
using Microsoft.Extensions.Configuration;

namespace Microsoft.Azure.Functions.Worker.Discovery;

/// <summary>All functions of the app that no setting disables, in the order of their names, as the host has them.</summary>
internal sealed class AppFunctions
{
    private readonly ImmutableArray<AppFunction> _functions;

    private AppFunctions(IEnumerable<AppFunction> functions) =>
        _functions = [.. functions.OrderBy(static function => function.Name, StringComparer.OrdinalIgnoreCase)];

    public IEnumerable<T> OfKind<T>()
        where T : AppFunction => _functions.OfType<T>();

    /// <exception cref="InvalidOperationException">Lists every problem of every function.</exception>
    public static AppFunctions Read(IEnumerable<Type> classes, IConfiguration settings, string routePrefix, bool answersHttp)
    {
        var methods = MethodsIn(classes);
        var problems = methods
            .SelectMany(static found => MethodProblems.Of(found.Method), static (found, problem) => Named(found.Name, problem)).ToList();
        var functions = methods.Where(static found => !MethodProblems.Of(found.Method).Any())
            .Select(found => FunctionOf(found.Name, found.Method, settings, routePrefix)).ToList();

        problems.AddRange(functions.SelectMany(static function => function.Problems(), static (function, problem) => Named(function.Name, problem)));
        problems.AddRange(
            functions.SelectMany(f => DisabledFunctions.Problems(f, settings), static (function, problem) => Named(function.Name, problem)));
        problems.AddRange(methods.GroupBy(static found => found.Name, StringComparer.OrdinalIgnoreCase).Where(static same => same.Count() > 1)
            .Select(static same => Named(same.Key, $"{same.Count()} functions have this name.")));
        problems.AddRange(RouteOverlaps.Among([.. functions.OfType<HttpFunction>()]));
        if (!answersHttp && functions.OfType<HttpFunction>().FirstOrDefault() is { } http)
            problems.Add(Named(http.Name, "HTTP functions need a call of ConfigureFunctionsWebApplication()."));

        return problems.Count == 0
            ? new AppFunctions(functions.Where(f => !f.IsDisabled(settings)))
            : throw new InvalidOperationException(
                "The Functions host would not run these functions as they are written:"
                + string.Concat(problems.Select(static problem => "\n- " + problem)));
    }

    public static string Named(string function, string problem) => $"Function '{function}': {problem}";

    private static List<(string Name, MethodInfo Method)> MethodsIn(IEnumerable<Type> classes)
    {
        const BindingFlags all =
            BindingFlags.DeclaredOnly | BindingFlags.Static | BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic;
        return [.. from type in classes
                   from method in type.GetMethods(all)
                   let function = method.GetCustomAttribute<FunctionAttribute>()
                   where function is not null
                   select (function.Name, method)];
    }

    private static AppFunction FunctionOf(string name, MethodInfo method, IConfiguration settings, string routePrefix) =>
        method.GetParameters().Select(static parameter => parameter.GetCustomAttribute<TriggerBindingAttribute>())
            .OfType<TriggerBindingAttribute>().Single() switch
        {
            HttpTriggerAttribute trigger => new HttpFunction(name, method, trigger, routePrefix),
            TimerTriggerAttribute trigger => new TimerFunction(name, method, trigger, settings),
            OrchestrationTriggerAttribute => new OrchestrationFunction(name, method),
            ActivityTriggerAttribute => new ActivityFunction(name, method),
            var trigger => throw new InvalidOperationException(Named(name, $"there is no trigger {trigger.GetType()}.")),
        };
}
