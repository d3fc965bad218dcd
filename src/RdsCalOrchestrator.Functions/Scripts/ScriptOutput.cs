using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;

namespace RdsCalOrchestrator.Functions.Scripts;

/// <summary>
/// Which runs are to keep their whole output, and where: <see cref="ScriptOutputOptions.OutputContainer"/>. A machine that may not write there
/// fails a command before its script begins (so does the handler on Linux; of the one on Windows nobody has said), and no migration may depend
/// on that.
/// </summary>
public sealed class ScriptOutput
{
    private readonly Uri? _container;

    internal ScriptOutput(Uri? container) => _container = container;

    internal static ScriptOutput None { get; } = new(null);

    /// <summary>
    /// A reading asks again in each attempt until it is refused. What changes a server asks only where the last one that asked has answered:
    /// a change that never began would look like one whose server was restored.
    /// </summary>
    internal Uri? For(Migration migration, PlannedRun run, int attempt)
    {
        var asked = migration.Runs.Values.Where(r => r.Named.Side == run.Side && r.Named.OutputContainer == _container).ToList();
        var mayAsk = run.Script == Script.Inspect
            ? !asked.Any(r => r.Named.Attempt == attempt && IsRefused(r))
            : asked.LastOrDefault(static r => r.Answered is not null || IsRefused(r)) is { Answered: not null };
        return mayAsk ? _container : null;
    }

    private static bool IsRefused(RunRecord run) => run.Outcome is ScriptOutcome.NoAnswer { Finding.Id: Catalogue.OutputRefusedId };
}
