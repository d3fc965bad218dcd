using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using RdsCalOrchestrator.Simulator.Arm;

namespace RdsCalOrchestrator.Simulator.Estate;

/// <summary>What is above the estate: its own count of everything, and the hand that switches machines off.</summary>
internal static class ControlEndpoints
{
    public static void MapControl(this IEndpointRouteBuilder routes)
    {
        var control = routes.MapGroup("/simulator");
        control.MapGet("/health", static () => Presence.Health);
        control.MapGet("/estate", static (SimulatedEstate estate) => estate.Read(EstateCount.Of));
        control.MapPost("/stop", static (IHostApplicationLifetime lifetime) =>
        {
            lifetime.StopApplication();
            return Results.Accepted();
        });

        var machine = control.MapGroup("/machines/{name}");
        machine.MapPost("/power/{state}", async (string name, PowerState state, SimulatedEstate estate, ScriptProcesses processes) =>
        {
            var found = Change(estate, name, m => m.SwitchTo(state, estate.Time.GetUtcNow()));
            if (found is not null && state != PowerState.Running)
                await processes.KillAllOfAsync(found);
            return Answer(found);
        });
        machine.MapPost("/agent/{state}", (string name, AgentState state, SimulatedEstate estate) => Answer(Change(estate, name, m => m.Agent = state)));
        machine.MapPost("/licensing/{state}", (string name, ServiceState state, SimulatedEstate estate) =>
            Answer(Change(estate, name, m => m.Licensing.Service = state.ToString())));
    }

    private static Machine? Change(SimulatedEstate estate, string name, Action<Machine> change) => estate.Change((state, _) =>
    {
        var machine = state.Machines.Find(m => string.Equals(m.Name, name, StringComparison.OrdinalIgnoreCase));
        if (machine is not null)
            change(machine);
        return machine;
    });

    private static IResult Answer(Machine? found) => found is null ? Results.NotFound() : Results.NoContent();

    /// <summary>Of the Remote Desktop Licensing service, in the words of Windows.</summary>
    private enum ServiceState
    {
        Running,
        Stopped,
    }
}
