using Xunit;

namespace RdsCalOrchestrator.Scenarios.Harsh;

public sealed class HarshBatchResumeTests
{
    [Fact]
    public Task Batch_ThatWasDoneInTablesOnAHarshRuntime_GoesOn() => BatchResumeTests.RunAsync(HarshSeed.Any(), inTables: true);
}
