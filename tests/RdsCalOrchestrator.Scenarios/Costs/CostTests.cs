using System.Globalization;
using System.Text.RegularExpressions;
using RdsCalOrchestrator.Scenarios.Moves;
using Xunit;

namespace RdsCalOrchestrator.Scenarios.Costs;

/// <summary>What one migration takes is what docs/costs.md says.</summary>
public sealed partial class CostTests(ITestOutputHelper output)
{
    // Two runs write one journal at once, and whoever comes second reads and writes again: a few requests more or fewer.
    private const double Spread = 0.05;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData("automatic", "automatic", "removes")]
    [InlineData("web", "web", "removes")]
    [InlineData("web, cleaned by us", "web", "doesNotTry")]
    public async Task Migration_ByEachMethod_TakesWhatTheDocumentSays(string row, string method, string importRemoves)
    {
        var move = new OneMove { Method = method, Switches = new() { ImportRemoves = importRemoves } };
        await using var counted = await CountedMigration.StartAsync(move, Cancellation);

        var costs = await counted.ToTheEndAsync(Cancellation);

        IReadOnlyList<int> executions =
            [costs.Scripts, costs.Waits, costs.Activities, costs.Timers, costs.Events, costs.Turns, costs.Calls];
        output.WriteLine($"| {row} | {string.Join(" | ", executions)} |");
        output.WriteLine($"| {row} | {costs.Engine} | {costs.Records} | {costs.Reads} | {costs.Changes} |");
        var rows = Rows(row);
        Assert.Equal(rows[0], executions);
        Assert.Equal([rows[1][0], rows[1][2], rows[1][3]], [costs.Engine, costs.Reads, costs.Changes]);
        AssertAbout(rows[1][1], costs.Records);
    }

    [Fact]
    public async Task Waiting_ForAPerson_TakesWhatTheDocumentSays()
    {
        await using var counted = await CountedMigration.StartAsync(new OneMove(), Cancellation);

        var (keepGoing, followUpAsks) = await counted.WaitAsync(Cancellation);

        output.WriteLine($"| waiting | {keepGoing} | {followUpAsks} |");
        Assert.Equal(Rows("waiting").Single(), [keepGoing, followUpAsks]);
    }

    private static void AssertAbout(int said, int counted) => Assert.InRange(counted, said * (1 - Spread), said * (1 + Spread));

    private static IReadOnlyList<IReadOnlyList<int>> Rows(string method) =>
    [
        .. from line in File.ReadLines(Path.Combine(Repository(), "docs", "costs.md"))
           where line.StartsWith($"| {method} |", StringComparison.Ordinal)
           select Number().Matches(line).Select(static n => int.Parse(n.Value, NumberStyles.None, CultureInfo.InvariantCulture)).ToList(),
    ];

    private static string Repository()
    {
        var folder = AppContext.BaseDirectory;
        while (!File.Exists(Path.Combine(folder, "RdsCalOrchestrator.sln")))
            folder = Path.GetDirectoryName(folder)!;
        return folder;
    }

    [GeneratedRegex("[0-9]+")]
    private static partial Regex Number();
}
