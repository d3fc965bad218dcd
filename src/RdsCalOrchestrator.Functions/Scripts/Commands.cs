using System.Globalization;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.RunCommand;
using RdsCalOrchestrator.RunCommand.Scripts;

namespace RdsCalOrchestrator.Functions.Scripts;

/// <summary>
/// A run as a command: a function of the journal and of this version's script, for which the run was named; so the same run is the same
/// bytes whoever sends it.
/// </summary>
internal static class Commands
{
    internal static ServerCommand Of(Migration migration, Entry.RunNamed run, string location, HashKey key)
    {
        var script = ScriptLibrary.Of(run.Script).Text;
        var request = RequestEncoding.ToBase64(run.Request);
        var secrets = ScriptSecrets.Of(migration, run) is { } plain ? new Secret(RequestEncoding.ToBase64(plain.Reveal())) : null;
        var seconds = run.Timeout.TotalSeconds.ToString(CultureInfo.InvariantCulture);
        var output = OutputBlob.Of(migration.Request.Customer, run);
        // By the hash it is recognised as ours; anybody who may read may see it, so it must not give an agreement number away.
        string[] parts = ["command", run.Run, location, script, request, secrets?.Reveal() ?? "", seconds];
        // Of a run without a blob it is what it was before there were any.
        var hash = key.Of(output is null ? parts : [.. parts, output.AbsoluteUri]);
        return new ServerCommand(
            run.Run, location, script, request, secrets, run.Timeout,
            [
                new(CommandTags.Ours, CommandTags.OursValue),
                new(CommandTags.Migration, migration.Request.Id.Value),
                new("rdscal-script", run.Script.ToString()),
                // Eight at most, of 29 characters: within the 256 that a value may have. An empty value is no value everywhere.
                .. run.Lines.Count == 0
                    ? Array.Empty<KeyValuePair<string, string>>()
                    : [new("rdscal-operations", string.Join(',', run.Lines.Select(static l => l.Operation.Value)))],
                new("rdscal-hash", hash),
            ],
            output);
    }
}
