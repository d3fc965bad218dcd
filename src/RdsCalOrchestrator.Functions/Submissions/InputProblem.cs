namespace RdsCalOrchestrator.Functions.Submissions;

/// <summary>
/// One thing that is wrong with a submitted file, or only looks wrong, and what to do about it. It is shown to whoever submitted the file and
/// may be kept in a ticket, so it never repeats an agreement number, a license number or a code.
/// </summary>
/// <param name="Row">The row of a table as a spreadsheet counts them, the line of a JSON file; null: the file as a whole.</param>
internal sealed record InputProblem(string File, int? Row, string Field, string Sentence, string Fix)
{
    public override string ToString() =>
        $"{File}:{(Row is { } row ? $"{row}:" : "")}{(Field.Length > 0 ? $" {Field}:" : "")} {Sentence} {Fix}";
}

/// <summary>Where in a file a value stands.</summary>
internal sealed record Place(string File, int? Row, string Field);

/// <summary>Gathers what is wrong, so that an operator corrects a file once.</summary>
internal sealed class InputProblems
{
    private readonly List<InputProblem> _refusals = [];
    private readonly List<InputProblem> _warnings = [];

    public IReadOnlyList<InputProblem> Refusals => InOrder(_refusals);

    public IReadOnlyList<InputProblem> Warnings => InOrder(_warnings);

    public void Refuse(Place at, string sentence, string fix) => _refusals.Add(At(at, sentence, fix));

    public void Warn(Place at, string sentence, string fix) => _warnings.Add(At(at, sentence, fix));

    private static InputProblem At(Place at, string sentence, string fix) => new(at.File, at.Row, at.Field, sentence, fix);

    private static IReadOnlyList<InputProblem> InOrder(List<InputProblem> found) =>
        [.. found.Distinct().OrderBy(static p => p.File, StringComparer.Ordinal).ThenBy(static p => p.Row ?? 0)];
}
