using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;

namespace RdsCalOrchestrator.Tests.OfficialPackages;

/// <summary>What each kind of function takes and gives; the host would bind any other parameter from elsewhere.</summary>
internal static class BindingRules
{
    private static readonly Type[] OfARoute = [typeof(string), typeof(int), typeof(Guid)];

    public static IEnumerable<string> Broken(MethodInfo function, ParameterInfo trigger)
    {
        var others = function.GetParameters()
            .Where(parameter => parameter != trigger && parameter.ParameterType != typeof(FunctionContext)).ToList();
        var result = ResultOf(function);
        return trigger.GetCustomAttribute<TriggerBindingAttribute>() switch
        {
            HttpTriggerAttribute http =>
            [
                .. MustBe<HttpRequest>(trigger),
                .. others.Where(parameter => !IsAnywhere(parameter) && !IsOfRoute(parameter, http.Route)).Select(Unknown),
                .. result.IsAssignableTo(typeof(IResult)) ? (string[])[] : ["an HTTP function gives an IResult"],
            ],
            TimerTriggerAttribute =>
            [
                .. MustBe<TimerInfo>(trigger),
                .. others.Where(static parameter => !IsAnywhere(parameter)).Select(Unknown),
                .. result == typeof(void) ? (string[])[] : ["a timer function gives nothing"],
            ],
            ActivityTriggerAttribute =>
            [
                .. others.Where(static parameter => !IsAnywhere(parameter) && !IsInstanceId(parameter)).Select(Unknown),
                .. WireRules.Broken(trigger.ParameterType),
                .. WireRules.Broken(result),
            ],
            // Its input is read from the context; AskedTypes finds it there.
            OrchestrationTriggerAttribute =>
            [
                .. MustBe<TaskOrchestrationContext>(trigger),
                .. others.Select(Unknown),
                .. WireRules.Broken(result),
            ],
            var other => [$"{other!.GetType().Name} is no trigger that is known here"],
        };
    }

    private static IEnumerable<string> MustBe<T>(ParameterInfo trigger) =>
        trigger.ParameterType == typeof(T) ? [] : [$"its trigger is a {trigger.ParameterType.Name} instead of a {typeof(T).Name}"];

    private static string Unknown(ParameterInfo parameter) => $"nothing gives '{parameter.Name}'";

    private static bool IsAnywhere(ParameterInfo parameter) =>
        parameter.ParameterType == typeof(CancellationToken)
        || (parameter.ParameterType == typeof(DurableTaskClient) && parameter.IsDefined(typeof(DurableClientAttribute)));

    private static bool IsOfRoute(ParameterInfo parameter, string? route) =>
        OfARoute.Contains(parameter.ParameterType) && RoutePatternFactory.Parse(route ?? "").GetParameter(parameter.Name!) is not null;

    private static bool IsInstanceId(ParameterInfo parameter) =>
        parameter.Name == "instanceId" && parameter.ParameterType == typeof(string);

    private static Type ResultOf(MethodInfo function) => function.ReturnType switch
    {
        var type when type == typeof(Task) => typeof(void),
        { IsGenericType: true } type when type.GetGenericTypeDefinition() == typeof(Task<>) => type.GetGenericArguments()[0],
        var type => type,
    };
}
