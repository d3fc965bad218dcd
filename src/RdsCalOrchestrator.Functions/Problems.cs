using Microsoft.AspNetCore.Http;
using RdsCalOrchestrator.Functions.Submissions;

namespace RdsCalOrchestrator.Functions;

/// <summary>Problem details (RFC 9457) of the HTTP interface: each says what to do.</summary>
internal static class Problems
{
    internal static IResult Input(IReadOnlyList<InputProblem> problems, IReadOnlyList<InputProblem> warnings) => Results.Problem(
        title: "The files were refused; nothing was started.",
        statusCode: StatusCodes.Status422UnprocessableEntity,
        extensions: new Dictionary<string, object?>
        {
            ["errors"] = problems.Select(static p => p.ToString()).ToArray(),
            ["warnings"] = warnings.Select(static w => w.ToString()).ToArray(),
        });

    internal static IResult BadRequest(string detail) => Of("The request was refused; nothing was started.", detail, StatusCodes.Status400BadRequest);

    internal static IResult TooLarge(string detail) => Of("A file is too large; it was not read.", detail, StatusCodes.Status413PayloadTooLarge);

    internal static IResult Conflict(string detail) => Of("The record says otherwise; nothing was changed.", detail, StatusCodes.Status409Conflict);

    internal static IResult NotFound(string what) =>
        Of($"There is no such {what}.", "Check the customer and the name.", StatusCodes.Status404NotFound);

    private static IResult Of(string title, string detail, int status) => Results.Problem(title: title, detail: detail, statusCode: status);
}
