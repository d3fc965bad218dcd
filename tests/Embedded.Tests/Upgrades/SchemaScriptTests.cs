using System.Security.Cryptography;
using System.Text;
using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Upgrades;

/// <summary>Scripts are numbered, and what was released stays as it is: a file that has seen a script never sees it again.</summary>
public sealed class SchemaScriptTests
{
    /// <summary>SHA-256 and name of every script, as in <c>sha256sum</c>.</summary>
    private static readonly string[] Released =
    [
        "6c374549027e54fd2fa9caf25d01cad8925bf3b26e10b7b56e1c9fe1688f75f4  0001-initial.sql",
        "6353ef14ff7a52245a0537f6ee9c27487ef1573c6b1962b3e414dd207ed76d51  0002-trace.sql",
    ];

    [Fact]
    public void Scripts_AreNumberedOneAfterTheOther() => Assert.Equal(
        Enumerable.Range(1, EngineSchema.Scripts.Count).Select(static n => $"{n:D4}-"),
        EngineSchema.Scripts.Select(static s => s.Name[..5]));

    [Fact]
    public void Script_ThatWasReleased_IsNeverChanged()
    {
        var scripts = EngineSchema.Scripts.Select(static s => $"{Hash(s.Text)}  {s.Name}").ToList();
        foreach (var released in Released)
        {
            var isAsReleased = scripts.Contains(released);
            Assert.True(isAsReleased, $"'{released[66..]}' was released and is not what it was. Put it back and write a new script.");
        }

        foreach (var script in scripts)
            Assert.True(Released.Contains(script), $"A new script is frozen with its first release. Add its line here: {script}");
    }

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n"))));
}
