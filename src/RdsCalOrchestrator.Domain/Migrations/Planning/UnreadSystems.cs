using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Domain.Migrations.Planning;

/// <summary>
/// Is the Windows of a server that no script has read one that Microsoft does not list for Run Command? Azure says it before the first command is
/// sent, and until then the estate file.
/// </summary>
public static class UnreadSystems
{
    /// <summary>Null where it is listed, where nobody says, and where no script is sent.</summary>
    public static Finding? Check(Migration migration, Side side)
    {
        var server = migration.ServerOf(side);
        var seen = migration.Runs.Values.LastOrDefault(r => r.Named.Side == side && r.OsBuild is not null)?.OsBuild;
        return server.Channel == Channel.AzureVm && (seen ?? WindowsVersion.BuildOf(server.Os)) is { } build
            && !WindowsVersion.IsListedForRunCommand(build)
            ? Catalogue.OsNotListed(server.Key.Value, build, hasAnswered: false)
            : null;
    }
}
