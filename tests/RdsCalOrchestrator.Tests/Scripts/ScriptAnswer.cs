using System.Text;
using System.Text.Json;
using RdsCalOrchestrator.Simulator.LicenseServers;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>An exit code and the frame of a script.</summary>
internal sealed record ScriptAnswer(int ExitCode, JsonElement Frame)
{
    internal const string FrameMark = "##RDSCAL1 ";

    /// <summary>What was printed before the frame.</summary>
    internal IReadOnlyList<string> Detail { get; private init; } = [];

    internal string Outcome => Frame.GetProperty("outcome").GetString()!;

    internal JsonElement Server => Frame.GetProperty("server");

    internal JsonElement Result => Frame.GetProperty("result");

    internal JsonElement Problem => Assert.Single(Frame.GetProperty("problems").EnumerateArray());

    internal JsonElement Line(int index = 0) => Result.GetProperty("lines")[index];

    internal string LineState(int index = 0) => Line(index).Text("state");

    internal IEnumerable<string> RowStates() => Result.GetProperty("rows").EnumerateArray().Select(static row => row.Text("state"));

    /// <summary>Every frame that any test sees must fit and be ASCII.</summary>
    internal static ScriptAnswer Read(ScriptRun run)
    {
        var lines = run.Output.Split("\r\n", StringSplitOptions.RemoveEmptyEntries);
        var last = lines[^1];
        Assert.StartsWith(FrameMark, last, StringComparison.Ordinal);
        Assert.True(last.Length <= 3000, $"The frame has {last.Length} bytes.");
        Assert.True(Ascii.IsValid(last), last);
        return new ScriptAnswer(run.ExitCode, JsonElement.Parse(last[FrameMark.Length..])) { Detail = lines[..^1] };
    }
}

internal static class JsonText
{
    internal static string Text(this JsonElement parent, string name) => parent.GetProperty(name).GetString()!;
}
