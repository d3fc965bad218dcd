using RdsCalOrchestrator.Domain.Batches;
using RdsCalOrchestrator.Domain.Identifiers;
using Xunit;

namespace RdsCalOrchestrator.Tests.Batches;

public sealed class BatchPolicyTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 22, 0, 0, TimeSpan.Zero);
    private static readonly BatchProgress Running = new(true, true, false, false, false, null);
    private static readonly BatchProgress Asking = Running with { WaitsForPerson = true };
    private static readonly BatchProgress Verified = Running with { IsVerified = true };
    private static readonly BatchProgress Parked = Asking with { HasParkedLine = true };

    [Fact]
    public void Next_BeforeTheStart_LooksAgainThen()
    {
        var next = Next(Of(["a", "b"]) with { Options = new(Now.AddHours(1), 2, "0") });

        Assert.Equal((Now.AddHours(1), false), (next.LookAgainAt, next.IsDone));
        Assert.Empty(next.Start);
    }

    [Fact]
    public void Next_AtTheStart_StartsInTheOrderOfTheFile()
    {
        var batch = Of(["c", "a", "b"]) with { Options = new(Now, 2, "0") };

        Assert.Equal(["c", "a"], Started(Next(batch)));
    }

    [Fact]
    public void Next_WhoWaitsForAPerson_HoldsNoPlace()
    {
        var batch = Of(["a", "b", "c", "d"], ("a", Running), ("b", Asking));

        Assert.Equal(["c"], Started(Next(batch)));
    }

    [Fact]
    public void Next_WhoEnded_HoldsNoPlace()
    {
        var batch = Of(["a", "b", "c", "d"], ("a", Ended("Proved")), ("b", Ended("Blocked")));

        Assert.Equal(["c", "d"], Started(Next(batch)));
    }

    [Fact]
    public void Next_MorePlacesHeldThanThereAre_StartsNothing()
    {
        var batch = Of(["a", "b", "c", "d"], ("a", Running), ("b", Running), ("c", Running));

        Assert.Empty(Next(batch).Start);
        Assert.False(Next(batch).IsDone);
    }

    [Theory]
    [InlineData("Faulted", true)]
    [InlineData("Lost", true)]
    [InlineData("Doubled", true)]
    [InlineData("Blocked", false)]
    [InlineData("SourceNotCleaned", false)]
    [InlineData("Attested", false)]
    [InlineData("Proved", false)]
    [InlineData("Cancelled", false)]
    public void Next_AfterAnEnd_StopsOnlyForAnError(string end, bool isError)
    {
        var next = Next(Of(["a", "b"], ("a", Ended(end))));

        Assert.Equal(isError, next.StoppedBecause is not null);
        Assert.Equal(isError, next.IsDone);
        Assert.Equal(isError ? [] : ["b"], Started(next));
    }

    [Fact]
    public void Next_AParkedLine_IsAnErrorAndASilentPersonIsNone()
    {
        Assert.NotNull(Next(Of(["a", "b"], ("a", Parked))).StoppedBecause);
        Assert.Equal(["b"], Started(Next(Of(["a", "b"], ("a", Asking)))));
    }

    [Fact]
    public void Next_StoppedWhileOthersRun_IsNotDone()
    {
        Assert.False(Next(Of(["a", "b", "c"], ("a", Ended("Lost")), ("b", Running))).IsDone);
    }

    [Theory]
    [InlineData("0", 10, 0)]
    [InlineData("2", 10, 2)]
    [InlineData("10%", 10, 1)]
    [InlineData("10%", 19, 1)]
    [InlineData("10%", 9, 0)]
    [InlineData("99%", 3, 2)]
    [InlineData("0%", 100, 0)]
    public void Next_ErrorsUpToTheThreshold_GoOnAndOneMoreStops(string maxErrors, int migrations, int allowed)
    {
        string[] names = [.. Enumerable.Range(1, migrations).Select(static n => $"m-{n}")];
        Batch With(int errors) =>
            Of(names, [.. names.Take(errors).Select(static n => (n, Ended("Faulted")))]) with { Options = new(null, 1, maxErrors) };

        Assert.Single(Next(With(allowed)).Start);
        Assert.Null(Next(With(allowed)).StoppedBecause);
        Assert.Contains($"{allowed + 1}; allowed: {allowed}", Next(With(allowed + 1)).StoppedBecause, StringComparison.Ordinal);
        Assert.Empty(Next(With(allowed + 1)).Start);
    }

    [Fact]
    public void Next_After_WaitsForTheVerifiedImportAndNotForTheEnd()
    {
        Assert.Equal(["x"], Started(Next(Of(["b<a", "a", "x"], ("a", Running)))));
        Assert.Equal(["b"], Started(Next(Of(["b<a", "a"], ("a", Verified)))));
        Assert.Equal(["b"], Started(Next(Of(["b<a", "a"], ("a", Verified with { End = "Proved" })))));
    }

    [Fact]
    public void Next_AfterSeveral_WaitsForAllOfThem()
    {
        Assert.Empty(Next(Of(["c<a<b", "a", "b"], ("a", Verified), ("b", Running))).Start);
        Assert.Equal(["c"], Started(Next(Of(["c<a<b", "a", "b"], ("a", Verified), ("b", Verified with { WaitsForPerson = true })))));
    }

    [Fact]
    public void Next_AfterOneThatEndedUnverified_NeverStartsNorWhatWaitsForIt()
    {
        var next = Next(Of(["d", "c<b", "b<a", "a"], ("a", Ended("Blocked")), ("d", Ended("Proved"))));

        Assert.Equal(["c", "b"], next.NeverStart.Select(static r => r.Migration.Value));
        Assert.True(next.IsDone);
        Assert.Empty(next.Start);
    }

    [Fact]
    public void Next_ACircle_NeverStartsAndEnds()
    {
        var next = Next(Of(["a<b", "b<a"]));

        Assert.Equal(2, next.NeverStart.Count);
        Assert.True(next.IsDone);
    }

    [Fact]
    public void Next_AVeryLongChain_IsJudgedWhole()
    {
        string[] names = [.. Enumerable.Range(1, 20_000).Reverse().Select(static n => $"m-{n}<m-{n - 1}"), "m-0"];

        Assert.Equal(20_000, Next(Of(names, ("m-0", Ended("Blocked")))).NeverStart.Count);
    }

    [Fact]
    public void Next_Cancelled_StartsNothingAndWaitsForWhatRuns()
    {
        var batch = Of(["a", "b"], ("a", Running)) with { IsCancelled = true };

        Assert.Empty(Next(batch).Start);
        Assert.False(Next(batch).IsDone);
        Assert.True(Next(Of(["a", "b"], ("a", Ended("Proved"))) with { IsCancelled = true }).IsDone);
    }

    [Fact]
    public void Next_CancelledBeforeTheStart_IsDoneAtOnce()
    {
        Assert.True(Next(Of(["a"]) with { IsCancelled = true, Options = new(Now.AddDays(1), 1, "0") }).IsDone);
    }

    private static BatchDecision Next(Batch batch) => BatchPolicy.Next(batch, Now);

    private static IEnumerable<string> Started(BatchDecision next) => next.Start.Select(static r => r.Migration.Value);

    private static BatchProgress Ended(string end) => Running with { End = end };

    // "c<a<b" is c, after a and b. Two places, no error allowed.
    private static Batch Of(IReadOnlyList<string> rows, params (string Migration, BatchProgress Progress)[] progress) => new(
        new BatchOptions(null, 2, "0"),
        [
            .. rows.Select(static row => row.Split('<'))
                .Select(static p => new BatchRow(new(p[0]), new("heron"), [.. p.Skip(1).Select(MigrationId.From)])),
        ],
        progress.ToDictionary(static p => new MigrationId(p.Migration), static p => p.Progress),
        IsCancelled: false);
}
