using Xunit;

namespace RdsCalOrchestrator.Scenarios.Harsh;

public sealed class HarshTwoAppsTests
{
    [Fact]
    public Task SameBatch_InTablesRunByTwoHarshRuntimes_MovesEachCalOnce() => TwoAppsTests.RunAsync(HarshSeed.Any(), inTables: true);
}
