using Xunit;

namespace RdsCalOrchestrator.Scenarios.Harsh;

public sealed class HarshSampleBatchTests
{
    [Theory]
    [InlineData("1")]
    [InlineData("3")]
    [InlineData(HarshSeed.Random)]
    public Task SampleBatch_OnAHarshRuntime_EndsTheSame(string seed) => SampleBatchTests.RunAsync(HarshSeed.Of(seed));

    [Fact]
    public Task SampleBatch_InTablesOnAHarshRuntime_EndsTheSame() => SampleBatchTests.RunAsync(HarshSeed.Any(), inTables: true);
}
