using System.Text.RegularExpressions;

namespace RdsCalOrchestrator.Scenarios.FaultRuns.Checks;

/// <summary>What the name of a run command of ours says: <c>rc-migration-script-s|t-n</c>.</summary>
internal sealed partial record RunName(string Migration, string Script)
{
    internal bool ChangesServer => Script is "activate" or "import" or "remove";

    internal static bool IsOurs(string name) => Parse(name) is not null;

    internal static RunName? Parse(string? name) =>
        name is not null && Form().Match(name) is { Success: true } match ? new(match.Groups[1].Value, match.Groups[2].Value) : null;

    [GeneratedRegex("^rc-(.+)-(inspect|activate|import|remove)-[st]-[0-9]+$", RegexOptions.IgnoreCase)]
    private static partial Regex Form();
}
