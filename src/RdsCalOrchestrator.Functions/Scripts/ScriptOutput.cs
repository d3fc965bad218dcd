using System.Text.RegularExpressions;
using Microsoft.Extensions.Configuration;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;

namespace RdsCalOrchestrator.Functions.Scripts;

/// <summary>
/// Which runs are to keep their whole output, and where: setting <c>Scripts:OutputContainer</c>, the https address of a blob container; unset,
/// none. A machine that may not write there fails a command before its script begins (so does the handler on Linux; of the one on Windows
/// nobody has said), and no migration may depend on that.
/// </summary>
public sealed partial class ScriptOutput
{
    private const string Setting = "Scripts:OutputContainer";

    private readonly Uri? _container;

    internal ScriptOutput(Uri? container) => _container = container;

    internal static ScriptOutput None { get; } = new(null);

    /// <exception cref="ArgumentException">It is no address of a container. It is not quoted: what is too much in it may be a key.</exception>
    internal static ScriptOutput Read(IConfiguration configuration)
    {
        if (configuration[Setting] is not { Length: > 0 } text)
            return None;
        return IsContainer().IsMatch(text) && Uri.TryCreate(text, UriKind.Absolute, out var container)
            ? new ScriptOutput(container)
            : throw new ArgumentException(
                $"{Setting} must be the address of a blob container, as https://ACCOUNT.blob.core.windows.net/CONTAINER, and nothing after it: no SAS.");
    }

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

    // Names of containers: Azure Storage documentation, "Naming and referencing containers, blobs, and metadata".
    [GeneratedRegex(@"^https://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?/(?=[a-z0-9-]{3,63}/?\z)[a-z0-9]+(-[a-z0-9]+)*/?\z")]
    private static partial Regex IsContainer();
}
