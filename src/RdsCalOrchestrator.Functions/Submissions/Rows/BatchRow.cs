using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Packs;
using RdsCalOrchestrator.Functions.Submissions.Estates;
using RdsCalOrchestrator.Functions.Submissions.Files;

namespace RdsCalOrchestrator.Functions.Submissions.Rows;

/// <summary>One row of <c>batch.csv</c>: one line of one migration. What was refused is null or empty.</summary>
internal sealed record BatchRow(
    Fields Fields,
    string Migration,
    int? Line,
    string Source,
    SourceState? SourceState,
    string Target,
    Reason? Reason,
    ConnectionMethod? Method,
    string Purchase,
    CalKind? Cals,
    bool IsAll,
    int? Quantity,
    string? AnswerBy,
    string? ApproveBy,
    IReadOnlyList<string> After,
    string? Policy,
    string? Notes)
{
    private const string All = "all";

    public static readonly IReadOnlyList<string> Columns =
    [
        "migration", "line", "source", "sourceState", "target", "reason", "method", "purchase", "version", "calType", "quantity", "sourceRows",
        "transfer", "answerBy", "approveBy", "after", "policy", "notes",
    ];

    public static readonly IReadOnlyList<string> Required =
        ["migration", "source", "target", "reason", "method", "purchase", "version", "calType", "quantity"];

    /// <summary>Columns in which the rows of one migration agree.</summary>
    public static readonly IReadOnlyList<string> Shared =
        ["source", "target", "sourceState", "reason", "answerBy", "approveBy", "after", "policy", "notes"];

    public int Row => Fields.At("migration").Row!.Value;

    public static BatchRow Read(Fields fields)
    {
        fields.Forbid("sourceRows", "This version moves all CALs of a kind, not single rows.", "Leave it empty.");
        fields.OptionalWord("transfer", ["import"], "install");
        var version = fields.Token("version", Words.Version);
        var type = fields.Token("calType", Words.CalType);
        var isAll = fields.Written("quantity") == All;
        return new(
            fields,
            fields.Text("migration", Forms.ShortName),
            fields.OptionalNumber("line", 1, CsvTable.MostRows),
            fields.Text("source", Forms.Name),
            fields.OptionalToken("sourceState", Words.SourceState)
                ?? (fields.Written("sourceState").Length == 0 ? Domain.Migrations.SourceState.Detect : null),
            fields.Text("target", Forms.Name),
            fields.Token("reason", Words.Reason),
            fields.Token("method", Words.Method),
            fields.Text("purchase", Forms.Name),
            version is { } v && type is { } t ? new CalKind(v, t) : null,
            isAll,
            isAll ? null : fields.Number("quantity", 1, PurchaseReader.MostCals),
            fields.OptionalText("answerBy", Forms.Name),
            fields.OptionalText("approveBy", Forms.Name),
            fields.List("after", Forms.ShortName),
            fields.OptionalText("policy", Forms.Name),
            fields.OptionalText("notes", Forms.Text));
    }
}
