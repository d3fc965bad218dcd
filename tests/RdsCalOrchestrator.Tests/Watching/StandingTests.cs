using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Functions.Watching;
using Xunit;

namespace RdsCalOrchestrator.Tests.Watching;

public sealed class StandingTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 22, 0, 0, TimeSpan.Zero);
    private static readonly TimeSpan StuckAfter = TimeSpan.FromHours(6);

    private static readonly MigrationRow Runs = new(
        new("heron"), new("m-1"), null, "ls01", "ls11", MigrationState.Importing, null, false, false, false, false, null, Now.AddMinutes(-1), 1, 1);

    private static readonly MigrationRow Silent = Runs with { LastEntryAt = Now - StuckAfter - TimeSpan.FromMinutes(1) };

    [Fact]
    public void Of_Nothing_IsWell()
    {
        var standing = Of();

        Assert.Equal(new Standing(Now, null, null, 0, 0, 0, 0, 0), standing);
        Assert.Equal((TimeSpan.Zero, false), (standing.OldestAskAge, standing.NeedsOperator));
    }

    [Fact]
    public void Of_RunningOnes_AreOpen()
    {
        var standing = Of(Runs, Runs with { State = MigrationState.Accepted, AttemptsRequested = 0, AttemptsBegun = 0 });

        Assert.Equal((2, 0, false), (standing.OpenMigrations, standing.StuckMigrations, standing.NeedsOperator));
    }

    [Fact]
    public void Of_SilentForTooLong_IsStuck()
    {
        var standing = Of(Silent, Silent with { LastEntryAt = Now - StuckAfter + TimeSpan.FromMinutes(1) });

        Assert.Equal((1, true), (standing.StuckMigrations, standing.NeedsOperator));
    }

    [Fact]
    public void Of_SilentForAReason_IsNotStuck()
    {
        Assert.Equal(0, Of(
            Silent with { WaitsForPerson = true, OldestAskAt = Now.AddDays(-2) },
            Silent with { AttemptsRequested = 0 },
            Silent with { QuietUntil = Now.AddHours(1) }).StuckMigrations);
    }

    [Fact]
    public void Of_SilentAfterItsSoak_IsStuck() =>
        Assert.Equal(1, Of(Silent with { QuietUntil = Now - StuckAfter - TimeSpan.FromSeconds(1) }).StuckMigrations);

    [Fact]
    public void Of_Broken_IsStuckAtOnceAndNotOpen()
    {
        var standing = Of(Runs with { End = "Faulted" });

        Assert.Equal((0, 1), (standing.OpenMigrations, standing.StuckMigrations));
    }

    [Fact]
    public void Of_Questions_TellsTheAgeOfTheOldest()
    {
        var standing = Of(Runs with { OldestAskAt = Now.AddHours(-1) }, Runs with { OldestAskAt = Now.AddHours(-30) }, Runs);

        Assert.Equal((Now.AddHours(-30), TimeSpan.FromHours(30)), (standing.OldestAskAt, standing.OldestAskAge));
    }

    [Fact]
    public void Of_Obligations_CountsThoseWhoseDayHasPassed()
    {
        var owing = Runs with { End = "Owing", IsObligationOpen = true, ObligationDue = Now.AddHours(1) };

        var standing = Of(owing, owing with { ObligationDue = Now.AddSeconds(-1) }, Runs with { ObligationDue = Now.AddDays(-1) });

        Assert.Equal((2, 1, true), (standing.OpenObligations, standing.ObligationsPastDue, standing.NeedsOperator));
    }

    [Fact]
    public void Of_FailedBatches_NeedAnOperator() => Assert.True(Standing.Of([], 1, null, StuckAfter, Now).NeedsOperator);

    private static Standing Of(params MigrationRow[] unsettled) => Standing.Of(unsettled, 0, null, StuckAfter, Now);
}
