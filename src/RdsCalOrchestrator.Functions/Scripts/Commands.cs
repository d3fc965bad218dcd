using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.RunCommand;
using RdsCalOrchestrator.RunCommand.Scripts;

namespace RdsCalOrchestrator.Functions.Scripts;

/// <summary>A run as a command: a function of the journal alone, so the same run is the same bytes whoever sends it.</summary>
internal static class Commands
{
    internal static ServerCommand Of(Migration migration, Entry.RunNamed run, string location) => new(
        run.Run,
        location,
        ScriptLibrary.Of(run.Script).Text,
        RequestEncoding.ToBase64(run.Request),
        ScriptSecrets.Of(migration, run) is { } secrets ? new Secret(RequestEncoding.ToBase64(secrets.Reveal())) : null,
        run.Timeout,
        [
            new(CommandTags.Ours, CommandTags.OursValue),
            new(CommandTags.Migration, migration.Request.Id.Value),
            new("rdscal-script", run.Script.ToString()),
        ]);
}
