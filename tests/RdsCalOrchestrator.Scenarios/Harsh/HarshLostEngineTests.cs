using Xunit;

namespace RdsCalOrchestrator.Scenarios.Harsh;

public sealed class HarshLostEngineTests
{
    [Fact]
    public Task Engine_ThatLostAllItKnew_GoesOnFromTablesOnAHarshRuntime() => LostEngineTests.RunAsync(8, HarshSeed.Any(), inTables: true);
}
