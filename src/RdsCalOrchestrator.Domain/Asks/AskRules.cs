using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;

namespace RdsCalOrchestrator.Domain.Asks;

/// <summary>Which questions a migration needs answered now, and which of its open ones have lost their sense.</summary>
public static class AskRules
{
    /// <summary>The ask that counts for a line: opened in this attempt and since its method was last switched, or still open.</summary>
    public static Ask? LatestFor(Migration migration, LineProgress line) =>
        migration.Asks.Values.LastOrDefault(a =>
            a.Kind == AskKind.KeyPackId && a.Line == line.Line.Number
            && (!a.IsClosed || a.OpenedAt >= Later(migration.AttemptBegunAt, line.SwitchedAt))) is { State: not AskState.Superseded } latest
            ? latest
            : null;

    /// <summary>Questions of a kind that must be opened.</summary>
    public static IReadOnlyList<Question> Missing(Migration migration, AskKind kind)
    {
        if (kind == AskKind.KeyPackId)
        {
            return
            [
                .. from line in migration.Lines
                   where line is { NeedsPerson: true, IsImported: false, IsParked: false }
                       && migration.CancelledBy is null && LatestFor(migration, line) is null
                   select new Question(kind, line.Line.Number, Subject(migration, kind)),
            ];
        }

        // A plan may become again what it was: who was asked about it then was told since that it is another.
        var subject = Subject(migration, kind);
        return migration.Asks.Values.Any(a =>
            a.Kind == kind && a.Subject == subject && a.State != AskState.Superseded
            && (!a.IsClosed || a.OpenedAt >= migration.AttemptBegunAt))
            ? []
            : [new Question(kind, null, subject)];
    }

    /// <summary>What an open ask becomes now; null: it stays as it is.</summary>
    public static AskState? Closes(Migration migration, Ask ask, DateTimeOffset now)
    {
        if (ask.IsClosed)
            return null;
        if (migration.CancelledBy is not null && !migration.Owes)
            return AskState.Cancelled;
        if (ask.Subject != Subject(migration, ask.Kind))
            return AskState.Superseded;
        if (ask.Kind == AskKind.KeyPackId && !IsStillNeeded(migration, ask))
            return AskState.Cancelled;
        if (ask is { State: AskState.Submitted, Kind: AskKind.HostsAttestation or AskKind.SourceAttestation })
            return ask.Answer!.Agrees ? AskState.Accepted : AskState.Declined;
        return ask.State == AskState.Open && ask.ExpiresAt <= now ? AskState.Expired : null;
    }

    /// <summary>Can the step that waits for this kind go on: an answer is there, nobody is asked any more, or a line needs nobody.</summary>
    public static bool CanGoOn(Migration migration, AskKind kind, DateTimeOffset now)
    {
        var asks = migration.Asks.Values.Where(a => a.Kind == kind).ToList();
        return asks.Any(static a => a.State == AskState.Submitted) || !asks.Any(static a => a.State == AskState.Open)
            || GoingAlone(migration, kind).Any(l => l.RepeatsAt(migration.Request.Policy) is not { } at || at <= now);
    }

    /// <summary>When to look again though nobody answers: an ask of this kind expires, or a line that needs nobody is called again.</summary>
    public static DateTimeOffset LookAgainAt(Migration migration, AskKind kind)
    {
        var expires = migration.Asks.Values.Where(a => a.Kind == kind && a.State == AskState.Open).Min(static a => a.ExpiresAt);
        return GoingAlone(migration, kind).Min(l => l.RepeatsAt(migration.Request.Policy)) is { } at && at < expires ? at : expires;
    }

    /// <summary>What an answer is bound to; when it changes, the ask is superseded and a new one says why.</summary>
    public static string Subject(Migration migration, AskKind kind) => kind switch
    {
        AskKind.PlanApproval => migration.Plan!.Hash,
        AskKind.LicenseServerId => migration.LatestReading(Side.Target)?.Identity.ProductId ?? "",
        AskKind.KeyPackId => migration.LatestReading(Side.Target)?.Identity.LicenseServerId?.Value ?? "",
        _ => migration.Request.Source.Key.Value,
    };

    // Key pack IDs are asked for line by line: the others are called meanwhile.
    private static IEnumerable<LineProgress> GoingAlone(Migration migration, AskKind kind) =>
        kind == AskKind.KeyPackId ? migration.Lines.Where(static l => l is { NeedsPerson: false, IsImported: false, IsParked: false }) : [];

    private static bool IsStillNeeded(Migration migration, Ask ask) =>
        migration.CancelledBy is null
        && migration.Lines.Single(l => l.Line.Number == ask.Line) is { NeedsPerson: true, IsImported: false, IsParked: false };

    private static DateTimeOffset Later(DateTimeOffset a, DateTimeOffset? b) => b > a ? b.Value : a;
}

/// <summary>A question before it is an ask.</summary>
public sealed record Question(AskKind Kind, int? Line, string Subject);
