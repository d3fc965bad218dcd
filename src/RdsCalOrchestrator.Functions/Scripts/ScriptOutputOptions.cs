using System.Text.RegularExpressions;
using RdsCalOrchestrator.Functions.Settings;

namespace RdsCalOrchestrator.Functions.Scripts;

/// <summary>Section <c>Scripts</c>, beside <see cref="ScriptTimes"/>: what is kept of what scripts print.</summary>
public sealed partial class ScriptOutputOptions
{
    public const string Section = ScriptTimes.Section;

    /// <summary>The https address of a blob container for the whole output of each run; none unless set.</summary>
    public string OutputContainer { get; set; } = "";

    internal Uri? Container => IsContainer().IsMatch(OutputContainer) && Uri.TryCreate(OutputContainer, UriKind.Absolute, out var container)
        ? container
        : null;

    internal IEnumerable<Refusal> Refusals()
    {
        if (OutputContainer is not "" && Container is null)
        {
            yield return Refusal.Example(
                $"{Section}:{nameof(OutputContainer)}", "must be the https address of a blob container, and nothing after it: no SAS.",
                "https://ACCOUNT.blob.core.windows.net/output");
        }
    }

    // Names of containers: Azure Storage documentation, "Naming and referencing containers, blobs, and metadata".
    [GeneratedRegex(@"^https://[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?/(?=[a-z0-9-]{3,63}/?\z)[a-z0-9]+(-[a-z0-9]+)*/?\z")]
    private static partial Regex IsContainer();
}
