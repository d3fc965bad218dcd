using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RdsCalOrchestrator.Simulator.Estate;

namespace RdsCalOrchestrator.Simulator.Faults;

/// <summary>Orders faults, and tells which have happened.</summary>
internal static class FaultEndpoints
{
    public static void MapFaults(this IEndpointRouteBuilder routes)
    {
        var faults = routes.MapGroup("/simulator/machines/{name}/faults");
        faults.MapPost("", static (string name, FaultOrder order, SimulatedEstate estate) =>
            order.Problem() is { } problem ? Results.UnprocessableEntity(new { reason = problem })
            : estate.FailNext(name, order) is { } armed ? Results.Ok(armed)
            : Results.NotFound());
        faults.MapGet("", static (string name, SimulatedEstate estate) => estate.FaultsOf(name) is { } found
            ? Results.Ok(found)
            : Results.NotFound());
    }

    /// <param name="machine">Computer name.</param>
    /// <returns>Null: there is no such machine.</returns>
    public static ArmedFault? FailNext(this SimulatedEstate estate, string machine, FaultOrder order) => estate.Change((state, log) =>
    {
        if (state.FindMachine(machine) is not { } found)
            return null;
        log.Touch(found.Licensing);
        return found.Order(order);
    });

    public static FaultCount? FaultsOf(this SimulatedEstate estate, string machine) =>
        estate.Read(state => state.FindMachine(machine) is { } found ? FaultCount.Of(found) : null);
}

/// <param name="Fired">How often each fault has happened.</param>
/// <param name="Waiting">How many of each have not happened yet.</param>
internal sealed record FaultCount(
    IReadOnlyDictionary<Fault, int> Fired, IReadOnlyDictionary<Fault, int> Waiting, IReadOnlyList<ArmedFault> Faults)
{
    public static FaultCount Of(Machine machine) => new(
        Count(machine, static f => f.FiredUtc is not null), Count(machine, static f => f.FiredUtc is null), [.. machine.Faults.Select(Copy)]);

    private static Dictionary<Fault, int> Count(Machine machine, Func<ArmedFault, bool> which) =>
        machine.Faults.Where(which).CountBy(static f => f.Order.Fault).ToDictionary();

    /// <summary>The answer is written after the lock was given back.</summary>
    private static ArmedFault Copy(ArmedFault fault) => new()
    {
        Number = fault.Number, Order = fault.Order, Met = fault.Met, FiredUtc = fault.FiredUtc, FiredOn = fault.FiredOn,
    };
}
