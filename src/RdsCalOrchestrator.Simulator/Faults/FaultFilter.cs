using Microsoft.AspNetCore.Http;
using RdsCalOrchestrator.Simulator.Arm;
using RdsCalOrchestrator.Simulator.Estate;

namespace RdsCalOrchestrator.Simulator.Faults;

/// <summary>Faults of the way to Azure: the call is refused before anybody looks at it, or its answer is lost.</summary>
internal sealed class FaultFilter(SimulatedEstate estate) : IEndpointFilter
{
    public async ValueTask<object?> InvokeAsync(EndpointFilterInvocationContext context, EndpointFilterDelegate next)
    {
        if (Meet(context.HttpContext) is not { } fault)
            return await next(context);
        if (fault.Fault != Fault.CutAfterPut)
            return FaultReply.Of(fault);
        await next(context);
        context.HttpContext.Abort();
        return Results.Empty;
    }

    private FaultOrder? Meet(HttpContext context)
    {
        string? Part(string name) => context.Request.RouteValues[name] as string;
        var at = new MachinePath(Part("subscription")!, Part("group")!, Part("name")!);
        var run = Part("command");
        var point = context.Request.Method switch
        {
            "PUT" => FaultPoint.Put,
            "DELETE" => FaultPoint.Delete,
            _ => FaultPoint.Get,
        };
        return estate.Read(state => at.Find(state, out _)) is { } machine ? estate.Meet(point, machine, run) : null;
    }
}
