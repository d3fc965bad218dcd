using Microsoft.Extensions.Options;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Functions.Fleet;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Functions.Scripts;
using RdsCalOrchestrator.RunCommand;

namespace RdsCalOrchestrator.Tests.Fleet;

internal static class SomeFleet
{
    public const string Region = "westeurope";

    public static ServerId Server(int number, int subscription = 1) => ServerId.From(
        $"/subscriptions/{subscription}1111111-1111-1111-1111-111111111111/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/ls{number}");

    /// <summary>As one host has it.</summary>
    public static FleetBudget Budget(
        IRecordStore store, FleetLimits limits, TimeProvider time, IRunCommandChannel azure, IOptions<ScriptTimes> times) => new(
        new Buckets(store, Options.Create(limits), time), new Turns(store, time), new Seats(store, time), new Regions(store), azure,
        Options.Create(limits), times, time);
}
