using Xunit;

namespace RdsCalOrchestrator.Scenarios.Fleet;

/// <summary>Many servers at once inside Azure's limits: hardly anything is refused, and hardly any time is lost.</summary>
public sealed class FleetTests
{
    private const int Servers = 50;

    [Fact]
    public async Task Fleet_LimitsOfATenth_IsReadWithinHalfMoreThanTheShortestTimeAndHardlyRefused()
    {
        var limits = new AzureLimits(Server: new(12, 4), Region: new(20, 20), Reads: new(40, 60), Writes: new(20, 60), Deletes: new(20, 60));

        var result = await new FleetRun(Servers, limits).RunAsync(TestContext.Current.CancellationToken);

        Assert.Equal((Servers / 2, result.Commands), (result.Planned, result.Azure.Passed["PUT"]));
        Assert.True(result.Refused < 0.01, $"{result.Azure.Refused} of {result.Azure.Calls} calls were refused.");
        Assert.True(result.OfFloor < 1.5, $"{result.Makespan} for what can be done in {result.Floor}.");
        // Few may be left to the sweeper.
        Assert.True(result.Azure.Passed["DELETE"] > 0.9 * result.Commands, $"{result.Azure.Passed["DELETE"]} were deleted.");
    }

    [Fact]
    public async Task Fleet_AppThatBelievesInWiderLimits_IsRefused()
    {
        var limits = new AzureLimits(Server: new(12, 4), Region: new(20, 20), Reads: new(40, 60), Writes: new(20, 60), Deletes: new(20, 60));
        string[] none = [.. AzureLimits.Documented.Arguments()];

        var result = await new FleetRun(Servers, limits, none).RunAsync(TestContext.Current.CancellationToken);

        Assert.True(result.Refused > 0.01, $"{result.Azure.Refused} of {result.Azure.Calls} calls were refused.");
    }
}
