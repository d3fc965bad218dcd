using System.ComponentModel.DataAnnotations;
using System.Reflection;
using System.Text.Json;
using RdsCalOrchestrator.Simulator.Estate;
using RdsCalOrchestrator.Simulator.LicenseServers;
using Xunit;

namespace RdsCalOrchestrator.Scenarios.Moves;

/// <summary>A whole migration in each position of each assumption: it ends as it must, and no CAL is lost or doubled in any.</summary>
public sealed class SwitchPositionTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string, string> Positions =>
    [
        .. from property in typeof(AssumptionSwitches).GetProperties()
           from position in property.GetCustomAttribute<AllowedValuesAttribute>()!.Values
           select (property.Name, (string)position!),
    ];

    [Theory]
    [InlineData("hangs")]
    [InlineData("refused")]
    public async Task Move_FromAnOldWindowsThatDoesNotAnswer_SaysThatItIsOne(string position)
    {
        var move = SwitchCases.All[nameof(AssumptionSwitches.OldOs)].Move;

        var ended = await (move with { Switches = new() { OldOs = position } }).RunAsync(Cancellation);

        Assert.Equal(["AZ-OS-NOT-LISTED", "AZ-STATE-DIFFERS"], ended.Findings.Order(StringComparer.Ordinal));
    }

    [Theory]
    [MemberData(nameof(Positions))]
    public async Task Move_InEachPositionOfEachAssumption_EndsAsItMust(string name, string position)
    {
        var (move, ends) = SwitchCases.All[name];
        var switches = JsonSerializer.Deserialize<AssumptionSwitches>(
            JsonSerializer.Serialize(move.Switches, EstateJson.Options), EstateJson.Options)!;
        typeof(AssumptionSwitches).GetProperty(name)!.SetValue(switches, position);

        var ended = await (move with { Switches = switches }).RunAsync(Cancellation);

        Assert.Equal(ends[position], ended.Word);
        var cals = move.Packs.Sum(static p => p.Cals);
        var isMoved = ends[position] is "Proved" or "Attested";
        Assert.Equal(isMoved ? cals : 0, ended.After.CalsOn(OneMove.Target));
        Assert.Equal(isMoved ? 0 : ended.Before.CalsOn(OneMove.Source), ended.After.CalsOn(OneMove.Source));
        Assert.Equal(isMoved ? move.Packs.Count : 0, ended.After.Effects(OneMove.Target, "imported"));
    }
}
