using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Functions.Submissions.Estates;
using RdsCalOrchestrator.Functions.Submissions.Rows;

namespace RdsCalOrchestrator.Functions.Submissions;

/// <summary>What was read from an estate and a batch.</summary>
/// <param name="Requests">In the order of the batch; empty when there is any problem, because then nothing is started.</param>
/// <param name="Problems">All of them, so that the files are corrected once.</param>
/// <param name="Warnings">What only looks wrong; it stops nothing.</param>
internal sealed record SubmissionResult(
    IReadOnlyList<MigrationRequest> Requests, IReadOnlyList<InputProblem> Problems, IReadOnlyList<InputProblem> Warnings);

/// <summary>Turns the two files of an operator into requests: <c>estate.json</c>, what exists, and <c>batch.csv</c>, what to do.</summary>
internal static class Submission
{
    /// <param name="requestedBy">As stated by the submit call.</param>
    internal static SubmissionResult Read(SubmittedFile estate, SubmittedFile batch, string requestedBy)
    {
        var problems = new InputProblems();
        var migrations = ReadBatch(batch, problems);
        if (ReadEstate(estate, problems) is { } known)
            CheckReferences(known, migrations, problems);
        else
            known = Estate.EmptyOf(estate.Name);
        IReadOnlyList<MigrationRequest> requests = problems.Refusals.Count > 0
            ? []
            : [.. migrations.Select(new RequestBuilder(known, requestedBy).Build)];
        return new(requests, problems.Refusals, problems.Warnings);
    }

    private static Estate? ReadEstate(SubmittedFile file, InputProblems problems) =>
        file.ReadText(problems) is { } text ? new EstateFile(file.Name, problems).Read(text) : null;

    private static IReadOnlyList<MigrationRows> ReadBatch(SubmittedFile file, InputProblems problems)
    {
        if (file.ReadText(problems) is not { } text)
            return [];
        var rows = new CsvTable(file.Name, problems).Read(text, BatchRow.Columns, BatchRow.Required);
        var migrations = MigrationRows.Group(rows.Select(BatchRow.Read));
        foreach (var migration in migrations)
            migration.Check(problems);
        return migrations;
    }

    private static void CheckReferences(Estate estate, IReadOnlyList<MigrationRows> migrations, InputProblems problems)
    {
        var references = new RowReferences(estate, problems);
        foreach (var row in migrations.SelectMany(static migration => migration.Rows))
            references.Check(row);
        new MigrationOrder(migrations, estate, problems).Check();
    }
}
