using System.Security.Cryptography;
using System.Text;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Domain.Migrations.Planning;

/// <summary>What an approval is given to: the same estate read twice gives the same hash. Issued counts and times are left out on purpose.</summary>
internal static class PlanHash
{
    internal static string Of(
        MigrationRequest request,
        SourceState state,
        IReadOnlyList<PlannedLine> lines,
        ServerIdentity? source,
        ServerIdentity? target,
        IReadOnlyList<Finding> findings)
    {
        IEnumerable<string> parts =
        [
            request.Id.Value, request.Source.Key.Value, request.Target.Key.Value, request.Reason.ToString(), state.ToString(),
            Identity(source), Identity(target),
            .. lines.Select(static l =>
                $"{l.Number}/{l.Operation}/{l.Method}/{l.Purchase}/{l.Kind}/{l.Cals}/"
                + string.Join(',', l.Covers.Select(static p => $"{p.RowId}={p.Fingerprint}"))),
            .. findings.Where(static f => f.Severity != Severity.Info).Select(static f => $"{f.Id}/{f.Subject}").Order(StringComparer.Ordinal),
        ];
        var text = string.Concat(parts.Select(static p => $"{p.Length}:{p}"));
        return Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..16];
    }

    // The target's license server ID is left out: it appears by our own activation, after the approval.
    private static string Identity(ServerIdentity? server) => server is null ? "-" : $"{server.ComputerName}/{server.ProductId}";
}
