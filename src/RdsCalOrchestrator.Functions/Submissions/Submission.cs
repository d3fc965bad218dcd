using RdsCalOrchestrator.Domain.Migrations;

namespace RdsCalOrchestrator.Functions.Submissions;

/// <summary>Reads an estate and a batch into requests, or says everything that is wrong at once; then nothing is started.</summary>
internal static class Submission
{
    internal static SubmissionResult Read(SubmittedFile estate, SubmittedFile batch, string requestedBy)
    {
        var estateCheck = new InputCheck(estate.Name);
        var batchCheck = new InputCheck(batch.Name);
        var read = EstateFile.Read(estate, estateCheck);
        var table = CsvTable.Read(batch, BatchFile.Columns, BatchFile.Required, batchCheck);
        IReadOnlyList<MigrationRequest> requests = [];
        if (read is not null && table is not null && estateCheck.Problems.Count == 0 && batchCheck.Problems.Count == 0)
            requests = new BatchFile(read, table, new PolicyResolver(read, estateCheck), batchCheck).Requests(requestedBy);
        List<InputProblem> problems = [.. estateCheck.Problems, .. batchCheck.Problems];
        return new SubmissionResult(problems.Count == 0 ? requests : [], problems, [.. estateCheck.Warnings, .. batchCheck.Warnings]);
    }
}
