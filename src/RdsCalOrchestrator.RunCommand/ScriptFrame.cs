using System.Text.Json;

namespace RdsCalOrchestrator.RunCommand;

/// <summary>The one line a script's answer is: printed last, so that it is in what Azure keeps of the output.</summary>
public sealed record ScriptFrame(string Script, string Text, string Run, string Outcome, JsonElement Server, JsonElement Result, JsonElement Problems)
{
    private const string Mark = "##RDSCAL1 ";

    /// <summary>Null when there is no whole frame of this run: that is no answer, whatever else was printed.</summary>
    public static ScriptFrame? Find(string output, string run)
    {
        // The output is a tail and may begin in the middle of anything; the frame is the last line with the mark at its beginning.
        var line = output.Split('\n').Select(static l => l.Trim('\r', ' ')).LastOrDefault(static l => l.StartsWith(Mark, StringComparison.Ordinal));
        if (line is null)
            return null;
        try
        {
            using var json = JsonDocument.Parse(line[Mark.Length..]);
            var root = json.RootElement;
            return root.GetProperty("schema").GetInt32() == 1 && root.GetProperty("run").GetString() == run
                ? new ScriptFrame(
                    root.GetProperty("script").GetString()!, root.GetProperty("text").GetString() ?? "", run, root.GetProperty("outcome").GetString()!,
                    root.GetProperty("server").Clone(), root.GetProperty("result").Clone(), root.GetProperty("problems").Clone())
                : null;
        }
        catch (Exception torn) when (torn is JsonException or KeyNotFoundException or InvalidOperationException)
        {
            return null;
        }
    }
}
