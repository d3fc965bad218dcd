using System.Security.Cryptography;
using System.Text;
using RdsCalOrchestrator.Functions.Records;
using Xunit;

namespace RdsCalOrchestrator.Tests.Records;

/// <summary>What was released stays as it is: a journal that has seen a script never sees it again.</summary>
public sealed class SchemaScriptTests
{
    /// <summary>Number and SHA-256 of every script.</summary>
    private static readonly string[] Released =
    [
        "1 ae2f49ea6885bddaeb24c71e7621bfbc540b5eb27a1d7c12db6e83638fd90bae",
    ];

    [Fact]
    public void Scripts_AreNumberedOneAfterTheOther()
    {
        var numbers = SqliteSchema.Scripts().Select(static s => s.Number).ToList();
        Assert.Equal(Enumerable.Range(1, numbers.Count), numbers);
    }

    [Fact]
    public void Script_ThatWasReleased_IsNeverChanged()
    {
        var scripts = SqliteSchema.Scripts().Select(static s => $"{s.Number} {Hash(s.Text)}").ToList();
        foreach (var released in Released)
        {
            var isAsReleased = scripts.Contains(released);
            Assert.True(isAsReleased, $"Script {released[..^65]} was released and is not what it was. Put it back and write a new script.");
        }

        foreach (var script in scripts)
            Assert.True(Released.Contains(script), $"A new script is frozen with its first release. Add its line here: {script}");
    }

    private static string Hash(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text.ReplaceLineEndings("\n"))));
}
