namespace RdsCalOrchestrator.Functions.Submissions;

/// <summary>
/// One thing that is wrong with a submitted file, or only looks wrong, and what to do about it. It may be kept in a ticket, so it never
/// repeats an agreement number, a license number or a code.
/// </summary>
/// <param name="Row">The row of a table as a spreadsheet counts them; null: the file as a whole.</param>
internal sealed record InputProblem(string File, int? Row, string Field, string Sentence, string Fix)
{
    public override string ToString() => $"{File}:{(Row is { } row ? $"{row}:" : "")}{(Field.Length > 0 ? $" {Field}:" : "")} {Sentence} {Fix}";
}

internal sealed record SubmittedFile(string Name, ReadOnlyMemory<byte> Content);

/// <summary>Requests, or everything that is wrong at once; never both.</summary>
internal sealed record SubmissionResult(IReadOnlyList<Domain.Migrations.MigrationRequest> Requests, IReadOnlyList<InputProblem> Problems, IReadOnlyList<InputProblem> Warnings);

/// <summary>Gathers what is wrong in one file, so that an operator corrects it once.</summary>
internal sealed class InputCheck(string file)
{
    internal string File => file;

    internal List<InputProblem> Problems { get; } = [];

    internal List<InputProblem> Warnings { get; } = [];

    internal void Refuse(int? row, string field, string sentence, string fix) => Problems.Add(new InputProblem(file, row, field, sentence, fix));

    internal void Warn(int? row, string field, string sentence, string fix) => Warnings.Add(new InputProblem(file, row, field, sentence, fix));
}
