using System.Text.Json;

namespace RdsCalOrchestrator.RunCommand;

/// <summary>The one line a script's answer is: printed last, so that it is in what Azure keeps of the output.</summary>
/// <param name="Text">First 12 hex digits of the SHA-256 of the script that answered.</param>
public sealed record ScriptFrame(string Script, string Text, string Run, string Outcome, JsonElement Server, JsonElement Result, JsonElement Problems)
{
    private const string Mark = "##RDSCAL1 ";
    private const int Schema = 1;

    private static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    /// <summary>Null when there is no whole frame of this run: that is no answer, whatever else was printed.</summary>
    public static ScriptFrame? Find(string output, string run)
    {
        // The output is a tail and may begin in the middle of anything; the frame is the last line with the mark at its beginning.
        var line = output.Split('\n').Select(static l => l.TrimEnd('\r', ' '))
            .LastOrDefault(static l => l.StartsWith(Mark, StringComparison.Ordinal));
        return line is not null && Parse(line[Mark.Length..]) is { Schema: Schema } found && found.Run == run
            ? new ScriptFrame(found.Script, found.Text ?? "", found.Run, found.Outcome, found.Server, found.Result, found.Problems)
            : null;
    }

    private static Envelope? Parse(string json)
    {
        try
        {
            return JsonSerializer.Deserialize<Envelope>(json, Json);
        }
        catch (JsonException)
        {
            // Torn: the script was ended while it printed.
            return null;
        }
    }

    private sealed record Envelope(
        int Schema, string Script, string? Text, string Run, string Outcome, JsonElement Server, JsonElement Result, JsonElement Problems);
}
