using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Simulator.Faults;

/// <summary>What somebody does to a machine behind everybody's back, over HTTP.</summary>
internal static class HandEndpoints
{
    public static void MapHand(this IEndpointRouteBuilder routes)
    {
        var machine = routes.MapGroup("/simulator/machines/{name}");
        machine.MapPost("/snapshot", static (string name, MachineHand hand) => Answer(hand.TakeSnapshot(name)));
        machine.MapPost("/restore", static async (string name, MachineHand hand) => Answer(await hand.RestoreAsync(name)));
        machine.MapPost("/rebuild", static async (string name, MachineHand hand) => Answer(await hand.RebuildAsync(name)));
        machine.MapPost("/packs", static (string name, HandPack pack, MachineHand hand) => Answer(hand.AddPack(name, pack.Pack())));
        machine.MapDelete("/packs/{rowId:int}", static (string name, int rowId, MachineHand hand) => Answer(hand.RemovePack(name, rowId)));
        machine.MapPost("/foreign-commands/{count:range(0,25)}", static (string name, int count, MachineHand hand) =>
            Answer(hand.KeepForeignCommands(name, count)));
        machine.MapPost("/delete-lock/{isOn:bool}", static (string name, bool isOn, MachineHand hand) =>
            Answer(hand.Change(name, m => m.DeleteLocked = isOn)));
        machine.MapPost("/clock/{minutes:int}", static (string name, int minutes, MachineHand hand) =>
            Answer(hand.Change(name, m => m.Licensing.ClockMinutes = minutes)));
        machine.MapPost("/reaches-clearinghouse/{isSo:bool}", static (string name, bool isSo, MachineHand hand) =>
            Answer(hand.Change(name, m => m.Licensing.ReachesClearinghouse = isSo)));
    }

    private static IResult Answer(bool found) => found ? Results.NoContent() : Results.NotFound();
}

/// <summary>A pack to add by hand; KeyPackType 1 retail, 2 volume, 5 open.</summary>
internal sealed record HandPack(int KeyPackType, int ProductType, int VersionId, long Total, string Description)
{
    public SimulatedPack Pack() => new()
    {
        RowId = 0, KeyPackType = KeyPackType, ProductType = ProductType, VersionId = VersionId, Total = Total, Description = Description,
    };
}
