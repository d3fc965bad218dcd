using Microsoft.AspNetCore.Http;
using RdsCalOrchestrator.Simulator.Arm;
using RdsCalOrchestrator.Simulator.Estate;

namespace RdsCalOrchestrator.Simulator.Throttling;

/// <summary>Says on each answer what is left, and refuses what is too much, in the form of the one who refuses.</summary>
internal sealed class ThrottleFilter(ArmThrottle throttle, SimulatedEstate estate) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        var call = CallOf(context.HttpContext.Request);
        var answer = throttle.Take(call);
        foreach (var (name, value) in Headers(answer))
            context.HttpContext.Response.Headers[name] = value;
        return answer.Refusal is { } refusal ? Reply(call, refusal) : await next(context);
    }

    private ThrottledCall CallOf(HttpRequest request)
    {
        var values = request.RouteValues;
        var subscription = (string)values["subscription"]!;
        if (values["name"] is not string name)
            return new("getOperation", subscription, (string)values["location"]!, "", [ArmLimit.Reads]);
        var at = new MachinePath(subscription, (string)values["group"]!, name);
        var region = estate.Read(state => at.Find(state, out _)?.Location ?? "");
        var machine = $"{subscription}/{at.Group}/{name}";
        return request.Method switch
        {
            "PUT" => new("put", subscription, region, machine, [ArmLimit.Writes, .. ArmLimit.UpdateVm]),
            "DELETE" => new("delete", subscription, region, machine, [ArmLimit.Deletes, .. ArmLimit.UpdateVm]),
            _ => new(KindOfGet(request), subscription, region, machine, [ArmLimit.Reads, .. ArmLimit.LowCostGet]),
        };
    }

    private static string KindOfGet(HttpRequest request) =>
        request.RouteValues.ContainsKey("command") ? "get"
        : request.Path.Value!.EndsWith("/runCommands", StringComparison.OrdinalIgnoreCase) ? "list"
        : "getMachine";

    private static IEnumerable<(string Name, string Value)> Headers(ThrottleAnswer answer)
    {
        foreach (var (limit, left) in answer.Left.Where(static l => l.Limit.Scope == LimitScope.Subscription))
            yield return (limit.Header, $"{left}");
        var compute = answer.Left.Where(static l => l.Limit.Scope != LimitScope.Subscription).ToList();
        if (compute.Count > 0)
            yield return ("x-ms-ratelimit-remaining-resource", string.Join(',', compute.Select(static l => $"{l.Limit.Header};{l.Left}")));
        if (answer.Refusal is { } refusal)
            yield return ("Retry-After", $"{refusal.RetryAfterSeconds}");
    }

    private static ArmReply Reply(ThrottledCall call, ThrottleRefusal refusal) => refusal.Limit.Scope == LimitScope.Subscription
        ? ThrottledError.OfSubscription(call.Subscription, refusal.Limit.Name, refusal.RetryAfterSeconds).Reply
        : new(429, ThrottledError.Body(refusal.Limit.Header.Split('/')[^1]));
}
