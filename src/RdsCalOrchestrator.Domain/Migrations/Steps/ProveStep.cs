using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;

namespace RdsCalOrchestrator.Domain.Migrations.Steps;

/// <summary>Does the arithmetic and ends the attempt with it.</summary>
public static class ProveStep
{
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(5);

    public static Decision Next(Migration migration, Attempt attempt, DateTimeOffset now)
    {
        var balance = CalBalance.Of(migration);
        // Whether a row is another migration's is known as soon as that one has judged its import.
        if (balance is { Verdict: null, Awaits.IsRunning: true })
            return Decision.LookAgain(now + Patience);
        var source = migration.Request.Source.Key.Value;
        var parked = migration.Lines.FirstOrDefault(static l => l.IsParked);
        MigrationEnd end = balance.Verdict switch
        {
            Verdict.Proved or Verdict.Attested when parked is null => new MigrationEnd.Closed(balance.Verdict.Value),
            Verdict.Lost or Verdict.Doubled => Out(source, balance),
            _ when parked is not null => new MigrationEnd.Owing(balance.Verdict, RunMigrationStep.ParkedFinding(parked)),
            null when migration is { CancelledBy: { } by, Owes: false } => new MigrationEnd.Cancelled(by),
            _ => new MigrationEnd.Owing(balance.Verdict, Catalogue.CleanUpOwed(source, balance.Because)),
        };
        return Finish(attempt, balance, end);
    }

    /// <summary>Ends the attempt before anything more is changed: CALs were lost or doubled already.</summary>
    internal static Decision StopOut(Migration migration, Attempt attempt, CalBalance balance) =>
        Finish(attempt, balance, Out(migration.Request.Source.Key.Value, balance));

    private static MigrationEnd.Owing Out(string source, CalBalance balance) =>
        new(balance.Verdict, Catalogue.OutOfBalance(source, balance.Verdict.ToString()!, balance.Because));

    private static Decision Finish(Attempt attempt, CalBalance balance, MigrationEnd end) =>
        Decision.Finish(end).After(new KeyedEntry($"proved/{attempt.Number}", new Entry.Proved(balance)));
}
