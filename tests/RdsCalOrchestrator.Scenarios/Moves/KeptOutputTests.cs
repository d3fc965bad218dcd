using RdsCalOrchestrator.Simulator.Faults;
using Xunit;

namespace RdsCalOrchestrator.Scenarios.Moves;

/// <summary>A whole migration whose runs are to keep their output: it is there for people, and nothing depends on it.</summary>
public sealed class KeptOutputTests
{
    private const string Container = "https://heron.blob.core.windows.net/output";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Move_WhoseMachinesMayWrite_LeavesTheOutputOfEachRunWhereItSays()
    {
        var ended = await Move(mayWrite: true).RunAsync(Cancellation);

        AssertMoved(ended);
        Assert.DoesNotContain("AZ-OUTPUT-REFUSED", ended.Findings);
        Assert.NotEmpty(ended.Blobs);
        var named = ended.Runs.Select(static r => r[r.IndexOf(Container, StringComparison.Ordinal)..]);
        Assert.Equal(named.Order(StringComparer.Ordinal), ended.Blobs.Select(static b => b.Uri.AbsoluteUri).Order(StringComparer.Ordinal));
        Assert.All(ended.Blobs, static blob => Assert.Contains("##RDSCAL1 ", blob.Text, StringComparison.Ordinal));
        Assert.Contains(ended.Blobs, static blob => blob.Uri.AbsolutePath.StartsWith("/output/quill~rc-m-1-import-t-", StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("refused", true)]
    [InlineData("ignored", false)]
    public async Task Move_WhoseMachinesMayNotWrite_GoesOnWithout(string position, bool isTold)
    {
        var ended = await (Move(mayWrite: false) with { Switches = new() { OutputBlob = position } }).RunAsync(Cancellation);

        AssertMoved(ended);
        Assert.Equal(isTold, ended.Findings.Contains("AZ-OUTPUT-REFUSED"));
        Assert.Empty(ended.Blobs);
    }

    [Fact]
    public async Task Move_WithAnAnswerThatWasCutShort_HasItWholeInTheBlob()
    {
        var move = Move(mayWrite: true);
        var ended = await (move with
        {
            World = world =>
            {
                move.World(world);
                world.FindMachine(OneMove.Target)!.Order(new() { Fault = Fault.OutputTruncated, Bytes = 20, Run = "import" });
            },
        }).RunAsync(Cancellation);

        AssertMoved(ended);
        var run = Assert.Single(ended.Runs, static r => r.Contains("no answer", StringComparison.Ordinal));
        var blob = Assert.Single(ended.Blobs, b => run.Contains(b.Uri.AbsoluteUri, StringComparison.Ordinal));
        Assert.Contains("\"state\":\"Imported\"", blob.Text, StringComparison.Ordinal);
    }

    private static OneMove Move(bool mayWrite) => new()
    {
        Settings = ["--Scripts:OutputContainer", Container],
        World = world =>
        {
            foreach (var machine in world.Machines)
                machine.BlobContainers = mayWrite ? [new Uri(Container)] : [];
        },
    };

    private static void AssertMoved(MoveEnd ended)
    {
        Assert.Equal("Proved", ended.End);
        Assert.Equal((0, 25), (ended.After.CalsOn(OneMove.Source), ended.After.CalsOn(OneMove.Target)));
        Assert.Equal(1, ended.After.Effects(OneMove.Target, "imported"));
    }
}
