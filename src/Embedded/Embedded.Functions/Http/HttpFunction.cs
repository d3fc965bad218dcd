using System.Globalization;
using System.Reflection;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Patterns;
using Microsoft.Azure.Functions.Worker.Discovery;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>A function that answers HTTP requests: <see cref="HttpRequest"/> in, <see cref="IResult"/> out.</summary>
internal sealed class HttpFunction : AppFunction
{
    private readonly string? _routeProblem;

    public HttpFunction(string name, MethodInfo method, HttpTriggerAttribute trigger, string routePrefix)
        : base(name, method)
    {
        Level = trigger.AuthLevel;
        Verbs = trigger.Methods ?? [];
        try
        {
            Route = RoutePatternFactory.Parse($"{routePrefix}/{trigger.Route ?? name}".TrimStart('/'));
        }
        catch (RoutePatternException wrong)
        {
            Route = RoutePatternFactory.Pattern();
            _routeProblem = $"its route is wrong: {wrong.Message}";
        }
    }

    public AuthorizationLevel Level { get; }

    /// <summary>Empty means every verb.</summary>
    public IReadOnlyList<string> Verbs { get; }

    /// <summary>With the prefix of host.json.</summary>
    public RoutePattern Route { get; }

    public bool Answers(string verb) => Verbs.Count == 0 || Verbs.Contains(verb, StringComparer.OrdinalIgnoreCase);

    public override IEnumerable<string> Problems()
    {
        if (_routeProblem is not null)
            return [_routeProblem];
        var problems = base.Problems();
        if (Level is AuthorizationLevel.User or AuthorizationLevel.System)
            problems = problems.Append($"there is no key of level {Level} here; use Anonymous, Function or Admin.");
        if (!ResultType.IsAssignableTo(typeof(IResult)))
            problems = problems.Append("an HTTP function returns IResult or Task<IResult>.");
        return problems;
    }

    protected override Argument? ArgumentFor(ParameterInfo parameter)
    {
        if (IsTrigger(parameter))
            return parameter.ParameterType == typeof(HttpRequest) ? static invocation => ((HttpContext)invocation.Trigger).Request : null;
        return Route.GetParameter(parameter.Name!) is null ? CommonArgumentFor(parameter) : RouteArgumentFor(parameter);
    }

    private Argument? RouteArgumentFor(ParameterInfo parameter)
    {
        var name = parameter.Name!;
        var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
        Func<string, object>? read = type switch
        {
            _ when type == typeof(string) => static text => text,
            _ when type == typeof(int) => static text => int.Parse(text, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture),
            _ when type == typeof(Guid) => static text => Guid.Parse(text),
            _ => null,
        };
        return read is null
            ? null
            : invocation => ((HttpContext)invocation.Trigger).GetRouteValue(name) is { } value
                ? read(Convert.ToString(value, CultureInfo.InvariantCulture)!)
                : parameter.HasDefaultValue ? parameter.DefaultValue : null;
    }
}
