using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;

namespace RdsCalOrchestrator.Domain.Migrations.Steps;

/// <summary>Does the arithmetic and ends the attempt with it.</summary>
public static class ProveStep
{
    public static Decision Next(Migration migration, Attempt attempt)
    {
        var balance = CalBalance.Of(migration);
        var source = migration.Request.Source.Key.Value;
        var parked = migration.Lines.FirstOrDefault(static l => l.IsParked);
        MigrationEnd end = balance.Verdict switch
        {
            Verdict.Proved or Verdict.Attested when parked is null => new MigrationEnd.Closed(balance.Verdict.Value),
            Verdict.Lost or Verdict.Doubled => new MigrationEnd.Owing(balance.Verdict, Catalogue.OutOfBalance(source, balance.Verdict.ToString()!, balance.Because)),
            _ when parked is not null => new MigrationEnd.Owing(balance.Verdict, RunMigrationStep.ParkedFinding(parked)),
            null when migration is { CancelledBy: { } by, Owes: false } => new MigrationEnd.Cancelled(by),
            _ => new MigrationEnd.Owing(balance.Verdict, Catalogue.CleanUpOwed(source, balance.Because)),
        };
        return Decision.Finish(end).After(new KeyedEntry($"proved/{attempt.Number}", new Entry.Proved(balance)));
    }
}
