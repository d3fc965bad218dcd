using RdsCalOrchestrator.Scenarios.Table;
using Xunit;

namespace RdsCalOrchestrator.Scenarios.Harsh;

public sealed class HarshMethodTableTests
{
    [Theory]
    [InlineData("fails", "2")]
    public Task Table_OnAHarshRuntime_EndsTheSame(string importRemoves, string seed) =>
        MethodTableTests.RunAsync(importRemoves, HarshSeed.Of(seed));

    [Fact]
    public Task Table_InTablesOnAHarshRuntime_EndsTheSame() => MethodTableTests.RunAsync("removes", HarshSeed.Any(), inTables: true);
}
