using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Domain.Migrations.Planning;

/// <summary>Are both license servers fit for it, as servers.</summary>
internal static class ServerChecks
{
    internal static void Check(MigrationRequest request, ServerReading? source, ServerReading target, List<Finding> findings)
    {
        Check(request.Target.Key.Value, target, findings);
        if (target.Activation == 2)
            findings.Add(Catalogue.ActivationUnknown(request.Target.Key.Value));
        if (!target.Can.ImportOffline)
            findings.Add(Catalogue.ProviderUnusable(request.Target.Key.Value, "lacks ImportLicenseKeyPackOffline"));
        if (request.Lines.Any(static l => l.Cals.Type == CalType.User) && (!target.InDomain || target.InLicenseServersGroup == false))
            findings.Add(Catalogue.PerUserNotTracked(request.Target.Key.Value, target.InDomain));
        if (source is null)
            return;
        Check(request.Source.Key.Value, source, findings);
        if (!source.Can.UninstallWithId)
            findings.Add(Catalogue.ProviderUnusable(request.Source.Key.Value, "lacks UninstallLicenseKeyPackWithId"));
        if (request.Policy.Hosts == HostsCheck.Attested)
            findings.Add(Catalogue.NoHostListed(request.Source.Key.Value));
    }

    private static void Check(string server, ServerReading reading, List<Finding> findings)
    {
        if (!reading.RoleInstalled)
            findings.Add(Catalogue.NotRunning(server, "missing"));
        else if (reading.Service != "Running")
            findings.Add(Catalogue.NotRunning(server, reading.Service.Length == 0 ? "missing" : reading.Service.ToLowerInvariant()));
        else
            findings.AddRange((reading.Problems ?? []).Select(p => Of(server, p)).OfType<Finding>());
        if (WindowsVersion.IsPowerShellTooOld(reading.PsVersion))
            findings.Add(Catalogue.PowerShellTooOld(server, reading.PsVersion!));
        if (reading.Backup is not (null or "Done"))
            findings.Add(Catalogue.BackupFailed(server, isRequired: false));
        if (!WindowsVersion.IsListedForRunCommand(reading.OsBuild))
            findings.Add(Catalogue.OsNotListed(server, reading.OsBuild, hasAnswered: true));
    }

    // Without its place in the directory a license server can still give and take packs.
    private static Finding? Of(string server, ScriptProblem problem)
    {
        var found = problem.FindingOf(server);
        return found is not null && problem.At == "directory" ? found with { Severity = Severity.Warn } : found;
    }
}
