using System.Text.Json;
using Microsoft.AspNetCore.Http;
using RdsCalOrchestrator.Domain.Migrations;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>Body of an operator's call: who, as stated, and why.</summary>
internal sealed record OperatorNote(string By, string? Note, ConnectionMethod? Method)
{
    private const int LongestNote = 500;

    internal static async Task<(OperatorNote? Note, IResult? Refused)> ReadAsync(HttpRequest request, CancellationToken cancellation)
    {
        try
        {
            var note = await JsonSerializer.DeserializeAsync<OperatorNote>(request.Body, ApiJson.Options, cancellation);
            return note is { By.Length: > 0 and <= 100 } && (note.Note?.Length ?? 0) <= LongestNote
                ? (note, null)
                : (null, Problems.BadRequest(
                    "The body names who asks: {\"by\": \"…\", \"note\": \"…\"}; by has at most 100 characters, note at most 500."));
        }
        catch (JsonException)
        {
            return (null, Problems.BadRequest("The body is not the JSON this call takes: {\"by\": \"…\", \"note\": \"…\"}."));
        }
    }
}
