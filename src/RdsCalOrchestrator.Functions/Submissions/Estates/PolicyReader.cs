using System.Globalization;
using RdsCalOrchestrator.Functions.Submissions.Files;

namespace RdsCalOrchestrator.Functions.Submissions.Estates;

/// <summary>Reads one policy of the estate: only what it sets, since the rest comes from other policies.</summary>
internal static class PolicyReader
{
    public static readonly IReadOnlyList<string> Sections = ["method", "approval", "cleanUp", "asks", "activation", "assumptions", "batch"];

    private static readonly TimeSpan LongestAsk = TimeSpan.FromDays(30);

    public static void Read(Fields fields, Table<EstatePolicy> policies, InputProblems problems)
    {
        var key = fields.Text("policy", Forms.Name);
        var settings = new Dictionary<string, string?>
        {
            ["method.fallback"] = fields.OptionalWord("method.fallback", ["web", "telephone", "block"]),
            ["method.onRefusal"] = fields.OptionalWord("method.onRefusal", ["web", "telephone", "park"]),
            ["approval.plan"] = fields.OptionalWord("approval.plan", ["required", "submitter"]),
            ["approval.validFor"] = fields.OptionalText("approval.validFor", Forms.Duration),
            ["approval.selfApproval"] = fields.OptionalFlag("approval.selfApproval")?.ToString(),
            ["cleanUp.hosts"] = fields.OptionalWord("cleanUp.hosts", ["attested", "notNeeded"], "checked"),
            ["cleanUp.soak"] = fields.OptionalText("cleanUp.soak", Forms.Duration),
            ["cleanUp.due"] = fields.OptionalText("cleanUp.due", Forms.Duration),
            ["cleanUp.owner"] = fields.OptionalText("cleanUp.owner", Forms.Name),
            ["asks.total"] = fields.OptionalText("asks.total", Forms.Duration),
            ["asks.attempts"] = Number(fields.OptionalNumber("asks.attempts", 1, 10)),
            ["activation.allow"] = fields.OptionalFlag("activation.allow")?.ToString(),
            ["assumptions.unproven"] = fields.OptionalWord("assumptions.unproven", ["warn", "block"]),
            ["assumptions.proven"] = string.Join('|', fields.List("assumptions.proven", Forms.Assumption)) is { Length: > 0 } proven ? proven : null,
            ["batch.concurrency"] = Number(fields.OptionalNumber("batch.concurrency", 1, 500)),
            ["batch.maxErrors"] = fields.OptionalText("batch.maxErrors", Forms.MaxErrors),
        };
        if (settings["asks.total"] is { } total && PolicyDuration.Parse(total) > LongestAsk)
            problems.Refuse(fields.At("asks.total"), "An ask may not stay open for more than 30 days.", "Write at most P30D.");
        foreach (var section in Sections)
            fields.Forbid(section, "The value is not an object.", "Write it as { … }.");
        var entry = new EstatePolicy(
            fields, key, fields.OptionalText("extends", Forms.Name),
            settings.Where(static s => s.Value is not null).ToDictionary(s => s.Key, s => s.Value!));
        policies.Add(key, fields.At("policy"), entry, problems);
    }

    private static string? Number(int? number) => number?.ToString(CultureInfo.InvariantCulture);
}
