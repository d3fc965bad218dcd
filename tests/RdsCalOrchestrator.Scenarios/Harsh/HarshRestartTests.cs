using Xunit;

namespace RdsCalOrchestrator.Scenarios.Harsh;

public sealed class HarshRestartTests
{
    [Fact]
    public Task EveryInstance_StartedAgainOnAHarshRuntime_ChangesNothing() => RestartTests.RunAsync(HarshSeed.Any());
}
