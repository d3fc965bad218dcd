using Xunit;

namespace RdsCalOrchestrator.Scenarios.Harsh;

public sealed class HarshRestartTests
{
    [Fact]
    public Task EveryInstance_StartedAgainOnAHarshRuntime_ChangesNothing() => RestartTests.RunAsync(HarshSeed.Any());

    [Fact]
    public Task EveryInstance_StartedAgainInTablesHarshly_ChangesNothing() => RestartTests.RunAsync(HarshSeed.Any(), inTables: true);
}
