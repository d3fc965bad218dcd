using System.Text.Json;

namespace RdsCalOrchestrator.Domain.Findings;

/// <summary>
/// One problem as a script notes it: a code of ours or of WMI's, and where it came from. The text beside it is for a person on the server.
/// </summary>
public sealed record ScriptProblem(string Code, string At)
{
    private const string Wmi = "WMI-";

    /// <summary>All of a frame.</summary>
    internal static IReadOnlyList<ScriptProblem> AllOf(JsonElement problems) =>
        problems.ValueKind == JsonValueKind.Array
            ? [.. problems.EnumerateArray().Select(static p => new ScriptProblem(Text(p, "code"), Text(p, "at")))]
            : [];

    /// <summary>What it says of the server; null when it says nothing but that the script met it.</summary>
    internal Finding? FindingOf(string server) => Code switch
    {
        "RDS-PROVIDER-EMPTY" => Catalogue.ProviderUnusable(server, "answers with empty fields"),
        "RDS-NO-BACKUP" => Catalogue.BackupFailed(server, isRequired: true),
        _ => Code.StartsWith(Wmi, StringComparison.Ordinal) ? Catalogue.WmiFailed(server, At, WmiErrors.Of(Code[Wmi.Length..])) : null,
    };

    /// <summary>The licensing provider failed. What it knows of the directory can be left out.</summary>
    internal bool IsOfLicensing => At != "directory" && (Code == "RDS-PROVIDER-EMPTY" || Code.StartsWith(Wmi, StringComparison.Ordinal));

    private static string Text(JsonElement problem, string name) =>
        problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty(name, out var value) ? value.ToString() : "";
}
