using Microsoft.AspNetCore.Http;

namespace RdsCalOrchestrator.Functions.Submissions;

/// <summary>A submit call: multipart, the files <c>estate</c> and <c>batch</c> and a few fields. Sizes are checked before anything is read.</summary>
internal sealed record SubmissionForm(SubmittedFile Estate, SubmittedFile Batch, string RequestedBy, IFormCollection Fields)
{
    internal static async Task<(SubmissionForm? Form, IResult? Refused)> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        if (!request.HasFormContentType)
            return (null, Problems.BadRequest("Send multipart/form-data with the files estate and batch and the field requestedBy."));
        if (request.ContentLength > 2L * SubmittedFile.MaxBytes)
            return (null, Problems.TooLarge("Each file may have 5 MB."));
        IFormCollection form;
        try
        {
            form = await request.ReadFormAsync(cancellation);
        }
        catch (Exception broken) when (broken is InvalidDataException or BadHttpRequestException)
        {
            return (null, Problems.BadRequest("The form could not be read; send it again."));
        }

        if (form.Files.GetFile("estate") is not { } estate || form.Files.GetFile("batch") is not { } batch)
            return (null, Problems.BadRequest("The files estate (estate.json) and batch (batch.csv) are both needed."));
        if (estate.Length > SubmittedFile.MaxBytes || batch.Length > SubmittedFile.MaxBytes)
            return (null, Problems.TooLarge("Each file may have 5 MB."));
        if (form["requestedBy"].ToString() is not { Length: > 0 and <= 100 } requestedBy)
            return (null, Problems.BadRequest("The field requestedBy names who submits, in at most 100 characters."));
        return (new SubmissionForm(await FileAsync(estate, cancellation), await FileAsync(batch, cancellation), requestedBy.Trim(), form), null);
    }

    internal SubmissionResult Read() => Submission.Read(Estate, Batch, RequestedBy);

    internal string? Field(string name) => Fields[name].ToString() is { Length: > 0 } value ? value.Trim() : null;

    private static async Task<SubmittedFile> FileAsync(IFormFile file, CancellationToken cancellation)
    {
        using var content = new MemoryStream((int)file.Length);
        await file.CopyToAsync(content, cancellation);
        return new SubmittedFile(Path.GetFileName(file.FileName), content.ToArray());
    }
}
