using System.Text;
using System.Text.Json;
using RdsCalOrchestrator.RunCommand;
using Xunit;

namespace RdsCalOrchestrator.Tests.RunCommand;

public sealed class ScriptFrameTests
{
    private const string Run = "rc-m-101-inspect-s-1";

    private const string Frame =
        """##RDSCAL1 {"schema":1,"script":"Inspect","text":"9f2c41d07a6b","run":"rc-m-101-inspect-s-1","outcome":"Ok","server":"""
        + """{"computerName":"ALDER-LS01"},"startedUtc":"2026-11-28T20:03:41Z","endedUtc":"2026-11-28T20:03:52Z","result":"""
        + """{"packCount":4},"problems":[]}""";

    [Theory]
    [InlineData("{0}")]
    [InlineData("{0}\n")]
    [InlineData("{0}\r\n")]
    [InlineData("reading\r\n{0}\r\n\r\n")]
    [InlineData("{0}\nWARNING: something after it\n")]
    [InlineData("##RDSCAL1 {{\"schema\":1,\"run\":\"an earlier one\"}}\n{0}\n")]
    public void Find_WholeFrame_IsRead(string output)
    {
        var frame = ScriptFrame.Find(string.Format(null, output, Frame), Run);

        Assert.NotNull(frame);
        Assert.Equal(("Inspect", "9f2c41d07a6b", Run, "Ok"), (frame.Script, frame.Text, frame.Run, frame.Outcome));
        Assert.Equal("ALDER-LS01", frame.Server.GetProperty("computerName").GetString());
        Assert.Equal(4, frame.Result.GetProperty("packCount").GetInt32());
        Assert.Equal(0, frame.Problems.GetArrayLength());
    }

    [Fact]
    public void Find_NullFields_AreRead()
    {
        var frame = ScriptFrame.Find(
            """##RDSCAL1 {"schema":1,"script":"Import","text":null,"run":"r","outcome":"Busy","server":null,"result":null,"problems":[]}""",
            "r");

        Assert.NotNull(frame);
        Assert.Equal(("", JsonValueKind.Null, JsonValueKind.Null), (frame.Text, frame.Server.ValueKind, frame.Result.ValueKind));
    }

    [Theory]
    [InlineData("")]
    [InlineData("Some words, no frame")]
    [InlineData("##RDSCAL1")]
    [InlineData("##RDSCAL1 ")]
    [InlineData("##RDSCAL1 []")]
    [InlineData("##RDSCAL1 null")]
    [InlineData("##RDSCAL1 7")]
    [InlineData("""##RDSCAL1 {"schema":1}""")]
    [InlineData("""##RDSCAL1 {"schema":1.5,"run":"rc-m-101-inspect-s-1"}""")]
    [InlineData("""##RDSCAL1 {"schema":1,"script":"Inspect","text":"t","run":"rc-m-101-inspect-s-1","outcome":null,"server":"""
        + """{},"result":{},"problems":[]}""")]
    [InlineData("""##RDSCAL1 {"schema":2,"script":"Inspect","text":"t","run":"rc-m-101-inspect-s-1","outcome":"Ok","server":"""
        + """{},"result":{},"problems":[]}""")]
    public void Find_NoFrameThatCanBeRead_IsNull(string output) => Assert.Null(ScriptFrame.Find(output, Run));

    [Fact]
    public void Find_FrameOfAnotherRun_IsNull() => Assert.Null(ScriptFrame.Find(Frame, "rc-m-101-inspect-s-2"));

    [Fact]
    public void Find_MarkWithinALine_IsNoFrame() => Assert.Null(ScriptFrame.Find($"echo {Frame}", Run));

    [Fact]
    public void Find_TornFrameAfterAWholeOne_IsNull() => Assert.Null(ScriptFrame.Find($"{Frame}\n{Frame[..80]}", Run));

    [Fact]
    public void Find_EveryCutOfTheTail_IsTheWholeFrameOrNone()
    {
        // Azure keeps the last bytes of the output, whatever they cut through.
        var bytes = Encoding.UTF8.GetBytes($"Prüfung läuft – ä\r\n{Frame}\r\n");
        var frameAt = bytes.AsSpan().IndexOf("##RDSCAL1"u8);
        for (var cut = 0; cut < bytes.Length; cut++)
            Assert.Equal(cut <= frameAt, ScriptFrame.Find(Encoding.UTF8.GetString(bytes.AsSpan(cut)), Run) is not null);
    }

    [Fact]
    public void Find_EveryPlaceWhereTheScriptMayBeEnded_IsNone()
    {
        for (var end = 0; end < Frame.Length; end++)
            Assert.Null(ScriptFrame.Find("reading\n" + Frame[..end], Run));
    }
}
