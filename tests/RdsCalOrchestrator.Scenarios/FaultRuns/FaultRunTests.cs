using System.Collections.Concurrent;
using RdsCalOrchestrator.Simulator.Faults;
using Xunit;

namespace RdsCalOrchestrator.Scenarios.FaultRuns;

/// <summary>
/// Whole migrations under random faults, watched from the simulator's side. <c>tests/RdsCalOrchestrator.FaultRuns</c> runs more of them, and
/// one again by its seed.
/// </summary>
[Collection(nameof(Alone))]
public sealed class FaultRunTests
{
    private const int Runs = 300;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Migrations_UnderRandomFaults_NeitherLoseNorDoubleACal()
    {
        var violations = new ConcurrentQueue<string>();

        var results = await new FaultRunSeries(1, Runs, Environment.ProcessorCount, violations.Enqueue).RunAsync(Cancellation);

        Assert.True(violations.IsEmpty, string.Join(Environment.NewLine, violations));
        // Runs in which nothing moves, or nothing goes wrong, would prove nothing.
        Assert.True(results.Count(static r => r.Ends.Contains("Proved")) > Runs / 3);
        Assert.True(results.Count(static r => r.Fired.Count > 0) > Runs / 3);
        // Which of the rare ones meet a call that they can spoil is not the seed's alone to say.
        Assert.True(results.SelectMany(static r => r.Fired).Distinct().Count() > Enum.GetValues<Fault>().Length * 3 / 4);
    }
}
