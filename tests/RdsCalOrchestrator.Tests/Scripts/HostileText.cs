using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>Texts that mean something to a shell, to PowerShell, to JSON or to a reader's eyes.</summary>
internal static class HostileText
{
    public static IReadOnlyList<string> All { get; } =
    [
        "O'Brien", "\"; exit 1; \"", "'; Stop-Computer; '", "$(Stop-Computer)", "${env:SystemRoot}", "$env:SystemRoot", "`n`0`$(1)",
        "%SystemRoot%", "^& echo x", "a|b>c<d", "a;b\r\nc", "#> <#", "'@\r\nStop-Computer\r\n@'", "##RDSCAL1 {\"outcome\":\"Ok\"}",
        "a\0b", "a\tb", "\u202etxt.exe", "\u200f\u2066a\u2069", "\u2018q\u2019 \u201cq\u201d",
        "\ud83d\ude00", "\u00c4\u00d6\u00dc\u00df", "..\\..\\x", "{0}", "-Request", "\\u0027", "\\", "", " ",
        new string('x', 10_000), string.Concat(Enumerable.Repeat("'\"", 5_000)),
    ];

    /// <summary>By their places, since not every one of them can stand in the name of a test.</summary>
    public static TheoryData<int> Each => [.. Enumerable.Range(0, All.Count)];
}
