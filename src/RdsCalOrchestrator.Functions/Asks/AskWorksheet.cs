using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Packs;
using RdsCalOrchestrator.Domain.Purchases;
using RdsCalOrchestrator.Pages;

namespace RdsCalOrchestrator.Functions.Asks;

/// <summary>
/// What an approver's page shows: the question, and for the Clearinghouse everything it will ask, in its order. Numbers are shown on an
/// open ask only.
/// </summary>
internal static class AskWorksheet
{
    internal static AskPageModel Of(Migration migration, Ask ask, bool isOldLink, string? problem)
    {
        var request = migration.Request;
        var isOpen = ask.State == AskState.Open && !isOldLink;
        return new AskPageModel(
            Title(ask.Kind),
            $"{request.CustomerName}: {request.Source.Key} → {request.Target.Key}, migration {request.Id}",
            isOldLink ? "This link was renewed; use the newest one." : State(ask),
            problem ?? (ask.RefusedBecause is { } refused ? $"The last answer was refused: {refused.Sentence} {refused.Fix}" : null),
            isOpen ? Field(ask.Kind) : AskField.None,
            isOpen ? Rows(migration, ask) : [],
            isOpen && ask.Kind == AskKind.PlanApproval
                ? [.. migration.Plan!.Findings.Where(static f => f.Severity != Severity.Info).Select(static f => $"{f.Sentence} {f.Fix}")]
                : []);
    }

    private static string Title(AskKind kind) => kind switch
    {
        AskKind.PlanApproval => "Approve this migration",
        AskKind.LicenseServerId => "Bring the license server ID",
        AskKind.KeyPackId => "Bring the license key pack ID",
        AskKind.HostsAttestation => "Have the session hosts moved?",
        _ => "Does the old license server stay off?",
    };

    private static string State(Ask ask) => ask.State switch
    {
        AskState.Open => $"Open until {ask.ExpiresAt:yyyy-MM-dd HH:mm} UTC.",
        AskState.Submitted => "Your answer was received and is being used.",
        AskState.Accepted => "Done: the answer was used. Nothing more is to do.",
        AskState.Declined => "Declined. Nothing more is to do.",
        AskState.Expired => "The time for this question is over.",
        AskState.Superseded => "The question has changed; there is a newer link.",
        _ => "This is not needed any more.",
    };

    private static AskField Field(AskKind kind) => kind switch
    {
        AskKind.PlanApproval => AskField.Cals,
        AskKind.LicenseServerId or AskKind.KeyPackId => AskField.Id,
        _ => AskField.YesNo,
    };

    private static IReadOnlyList<AskRow> Rows(Migration migration, Ask ask) => ask.Kind switch
    {
        AskKind.PlanApproval =>
        [
            .. migration.Plan!.Lines.Select(static l =>
                new AskRow($"Line {l.Number}", $"{l.Cals} {Words(l.Kind)}, {l.Method.ToString().ToLowerInvariant()}")),
            new AskRow(
                "It covers", "the import, which may remove these CALs from the old server at once, and the clean-up of what it leaves there"),
            new AskRow("Plan", migration.Plan.Hash),
        ],
        AskKind.LicenseServerId =>
        [
            new AskRow("Option", "Activate a license server"),
            new AskRow("Product ID", ask.Subject),
            .. CompanyRows(migration.Request.Company),
        ],
        AskKind.KeyPackId => [.. KeyPackRows(migration, migration.Lines.Single(l => l.Line.Number == ask.Line))],
        AskKind.HostsAttestation =>
        [
            new AskRow(
                "Question",
                $"No session host names {migration.Request.Source.Address ?? migration.Request.Source.Key.Value} as its license server"
                + " any more."),
        ],
        _ =>
        [
            new AskRow(
                "Question",
                $"{migration.Request.Source.Key} never serves again: it, its disks, backups and replicas stay off, and its CALs were installed"
                + " nowhere else."),
        ],
    };

    private static IEnumerable<AskRow> KeyPackRows(Migration migration, LineProgress line)
    {
        var request = migration.Request;
        var target = migration.LatestReading(Side.Target)?.Identity.LicenseServerId;
        yield return new AskRow("Option", "Manage CALs");
        yield return new AskRow("License server ID (target)", target?.InGroupsOfFive ?? "unknown");
        yield return new AskRow(
            "Reason",
            request.Reason == Reason.Replacing ? "The license server is being replaced" : "The license server is no longer functioning");
        yield return new AskRow("License program", request.Purchase(line.Line.Purchase).Program.ToString());
        foreach (var row in CompanyRows(request.Company))
            yield return row;
        foreach (var row in Numbers(migration, line.Line))
            yield return row;
        yield return new AskRow("Product type", Words(line.Line.Kind));
        yield return new AskRow("Quantity", line.Line.Cals.ToString(System.Globalization.CultureInfo.InvariantCulture));
        var source = migration.Plan!.Source?.LicenseServerId ?? request.Source.LicenseServerId;
        yield return new AskRow(
            "If asked: source server",
            $"{request.Source.Address ?? request.Source.Key.Value}, {request.Source.Os}, {source?.InGroupsOfFive ?? "ID unknown"}");
    }

    private static IEnumerable<AskRow> Numbers(Migration migration, PlannedLine line) => migration.Request.Purchase(line.Purchase) switch
    {
        Purchase.Agreement a => [new AskRow("Agreement or enrollment number", a.Number.Reveal())],
        Purchase.OpenLicense o =>
        [
            new AskRow("License number", o.LicenseNumber.Reveal()),
            new AskRow("Authorization number", o.AuthorizationNumber.Reveal()),
        ],
        Purchase.Retail r =>
        [
            new AskRow(
                "License code",
                string.Join('-', migration.Codes[r.Key][line.Code!.Value].Reveal().Chunk(5).Select(static g => new string(g)))),
        ],
        _ => [],
    };

    private static IEnumerable<AskRow> CompanyRows(Company? company) => company is null
        ? []
        : [
            new AskRow("Last name", company.LastName),
            new AskRow("First name", company.FirstName),
            new AskRow("Company", company.CompanyName),
            new AskRow("Country or region", company.CountryRegion),
        ];

    private static string Words(CalKind kind) =>
        $"Windows Server {kind.Version.ToString()[1..]} Remote Desktop Services {(kind.Type == CalType.User ? "Per User" : "Per Device")} CAL";
}
