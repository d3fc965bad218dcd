using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Planning;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>A migration as the HTTP interface shows it. No secret is in it, no link and no token.</summary>
internal sealed record MigrationView(
    MigrationId Migration,
    CustomerId Customer,
    BatchId? Batch,
    MigrationState State,
    string? End,
    int Attempt,
    string Source,
    string Target,
    Reason Reason,
    SourceState SourceState,
    string RequestedBy,
    string? PlanHash,
    bool IsApproved,
    string? CancelledBy,
    ObligationView? Obligation,
    Verdict? Verdict,
    string? VerdictBecause,
    IReadOnlyList<LineView> Lines,
    IReadOnlyList<AskView> Asks,
    IReadOnlyList<Finding> Findings,
    IReadOnlyList<string> Runs,
    IReadOnlyList<LicenseKeyPack>? UnexplainedRows)
{
    internal static MigrationView Of(Migration m) => new(
        m.Request.Id,
        m.Request.Customer,
        m.Batch,
        m.State,
        m.End?.Word,
        m.AttemptsRequested,
        m.Request.Source.Key.Value,
        m.Request.Target.Key.Value,
        m.Request.Reason,
        m.Plan?.SourceState ?? m.Request.SourceState,
        m.Request.RequestedBy,
        m.Plan?.Hash,
        m.IsApproved,
        m.CancelledBy,
        m is { Obligation: { } owed, Owes: true } ? new ObligationView(owed.Owner, owed.Due, m.IsObligationOpen) : null,
        m.Balance?.Verdict,
        m.Balance?.Because,
        [.. m.Lines.Select(LineView.Of)],
        [.. m.Asks.Values.Select(AskView.Of)],
        [
            .. FindingsOf(m).UnionBy(UnreadOf(m), static f => (f.Id, f.Subject)), .. StayingOf(m), .. WithoutOutputOf(m),
            .. UnexplainedOf(m) is { } rows ? [Catalogue.UnexplainedRows(m.Request.Target.Key.Value, rows)] : Array.Empty<Finding>(),
        ],
        [.. m.Runs.Values.Select(r => $"{r.Named.Run}: {Word(r)}{OutputOf(m, r)}")],
        UnexplainedOf(m));

    private static IReadOnlyList<LicenseKeyPack>? UnexplainedOf(Migration m) => m.Balance?.Unexplained is { Count: > 0 } rows ? rows : null;

    private static IReadOnlyList<Finding> FindingsOf(Migration m) =>
        m.End switch
        {
            MigrationEnd.Blocked b => b.Findings,
            MigrationEnd.Owing o => [o.Reason],
            MigrationEnd.Faulted f =>
            [
                new Finding(
                    "RUN-FAULTED", Severity.Blocked, f.Task,
                    $"The attempt ended with a fault in {f.Task}: {f.Error}", "Report it, then resume the migration."),
            ],
            _ => m.Plan?.Findings ?? [],
        };

    // Before the first command is sent, and where none has been answered.
    private static IEnumerable<Finding> UnreadOf(Migration m) =>
        VerifyConnectionMethodStep.Sides(m).Where(side => m.LatestReading(side) is null)
            .Select(side => UnreadSystems.Check(m, side)).OfType<Finding>();

    private static IEnumerable<Finding> StayingOf(Migration m) =>
        m.Runs.Values.Select(static r => r.Stays?.Why).OfType<Finding>().Distinct();

    private static IEnumerable<Finding> WithoutOutputOf(Migration m) =>
        m.Runs.Values.Select(static r => (r.Outcome as ScriptOutcome.NoAnswer)?.Finding).OfType<Finding>()
            .Where(static f => f.Id == Catalogue.OutputRefusedId);

    // Only of what may have run: until then there is nothing to be found.
    private static string OutputOf(Migration m, RunRecord run) =>
        run.MayHaveRun && OutputBlob.Of(m.Request.Customer, run.Named) is { } blob ? $", output in {blob}" : "";

    private static string Word(RunRecord run) => run.Outcome switch
    {
        null => run.StartedAt is null ? "named" : "sent",
        ScriptOutcome.Answered a => a.Frame.ToString(),
        ScriptOutcome.NotStarted => "not started",
        _ => "no answer",
    };
}

internal sealed record ObligationView(string Owner, DateTimeOffset Due, bool IsOpen);

internal sealed record LineView(
    int Line, ConnectionMethod Method, string Purchase, string Kind, long Cals, string State, string? SourceRemoval, Finding? Finding)
{
    internal static LineView Of(LineProgress l) => new(
        l.Line.Number, l.Method, l.Line.Purchase, l.Line.Kind.Token, l.IsImported ? l.Rows.Sum(static r => r.Total) : l.Line.Cals,
        l.Result?.ToString() ?? "Waiting", l.SourceRemoval, l.Finding);
}

internal sealed record AskView(
    string Ask, AskKind Kind, int? Line, AskState State, IReadOnlyList<string> Audience, DateTimeOffset ExpiresAt, string? RefusedBecause)
{
    internal static AskView Of(Ask a) => new(a.Id, a.Kind, a.Line, a.State, a.Audience, a.ExpiresAt, a.RefusedBecause?.Sentence);
}
