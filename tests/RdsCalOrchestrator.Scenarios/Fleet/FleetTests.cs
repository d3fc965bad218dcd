using Xunit;

namespace RdsCalOrchestrator.Scenarios.Fleet;

/// <summary>What the benchmark measures with a thousand servers, with as many as already ask for more reads at once than a bucket holds.</summary>
public sealed class FleetTests
{
    [Fact]
    public async Task ServersReadAtOnce_StayInsideAzuresLimits()
    {
        var result = await new FleetRun(servers: 80).RunAsync(TestContext.Current.CancellationToken);

        Assert.True(result.Azure.On);
        Assert.Empty(result.Azure.Refused);
        Assert.Equal(40, result.Planned);
    }
}
