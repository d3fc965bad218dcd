using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.Hosting;
using RdsCalOrchestrator.Simulator.Arm;
using RdsCalOrchestrator.Simulator.LicenseServers;
using RdsCalOrchestrator.Simulator.Throttling;

namespace RdsCalOrchestrator.Simulator.Estate;

/// <summary>What is above the estate: its own count of everything, and the hand that switches machines off.</summary>
internal static class ControlEndpoints
{
    public static void MapControl(this IEndpointRouteBuilder routes)
    {
        var control = routes.MapGroup("/simulator");
        control.MapGet("/health", static () => Presence.Health);
        control.MapGet("/estate", static (SimulatedEstate estate) => estate.Read(EstateCount.Of));
        control.MapGet("/effects", static (SimulatedEstate estate, long? after) =>
            estate.Read(state => EstateHistory.Of(state, after ?? 0)));
        control.MapGet("/blobs", static (SimulatedEstate estate) => estate.Read(static state => state.Blobs.ToList()));
        control.MapGet("/throttling", static (ArmThrottle throttle) => throttle.Count());
        control.MapPost("/throttling/{position}", static (Token<OnOff> position, SimulatedEstate estate) =>
        {
            estate.Throttle(position.Value == OnOff.On);
            return Results.NoContent();
        });
        control.MapPost("/stop", static (IHostApplicationLifetime lifetime) =>
        {
            lifetime.StopApplication();
            return Results.Accepted();
        });

        var machine = control.MapGroup("/machines/{name}");
        machine.MapPost("/power/{state}", static async (
            string name, Token<PowerState> state, SimulatedEstate estate, ScriptProcesses processes) =>
        {
            var found = Change(estate, name, m => m.SwitchTo(state.Value, estate.Time.GetUtcNow()));
            if (found is not null && state.Value != PowerState.Running)
                await processes.EndAllOfAsync(found);
            return Answer(found);
        });
        machine.MapPost("/power-cut-at/{moment}", static (string name, Token<PowerCutMoment> moment, SimulatedEstate estate) =>
            Answer(Change(estate, name, m => m.PowerCutAt = moment.Value)));
        machine.MapPost("/agent/{state}", static (string name, Token<AgentState> state, SimulatedEstate estate) =>
            Answer(Change(estate, name, m => m.Agent = state.Value)));
        machine.MapPost("/licensing/{state}", static (string name, Token<ServiceState> state, SimulatedEstate estate) =>
            Answer(Change(estate, name, m => m.Licensing.Service = state.Value.ToString())));
    }

    private static Machine? Change(SimulatedEstate estate, string name, Action<Machine> change) => estate.Change((state, log) =>
    {
        var machine = state.FindMachine(name);
        if (machine is not null)
        {
            change(machine);
            log.Touch(machine.Licensing);
        }

        return machine;
    });

    private static IResult Answer(Machine? found) => found is null ? Results.NotFound() : Results.NoContent();

    /// <summary>A state in a path, in any case of its letters; anything else is a bad request.</summary>
    internal readonly record struct Token<T>(T Value)
        where T : struct, Enum
    {
        public static bool TryParse(string text, out Token<T> token)
        {
            var known = Enum.TryParse<T>(text, ignoreCase: true, out var value) && !char.IsAsciiDigit(text[0]);
            token = new(value);
            return known;
        }
    }

    internal enum OnOff
    {
        Off,
        On,
    }

    /// <summary>Of the Remote Desktop Licensing service, in the words of Windows.</summary>
    internal enum ServiceState
    {
        Running,
        Stopped,
    }
}
