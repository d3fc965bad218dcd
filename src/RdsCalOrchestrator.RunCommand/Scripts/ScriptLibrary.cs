using System.Collections.Frozen;
using System.Reflection;
using System.Security.Cryptography;
using System.Text;
using RdsCalOrchestrator.Domain.Migrations;

namespace RdsCalOrchestrator.RunCommand.Scripts;

/// <summary>A script's whole text, sent unchanged, and the first 12 hex digits of its SHA-256, which it says back.</summary>
public sealed record ScriptText(string Text, string Hash12);

/// <summary>The scripts: what all of them begin with, and a verb, joined once.</summary>
public static class ScriptLibrary
{
    private static readonly string[] Beginning = ["Common", "Reading", "Receipts"];

    private static readonly FrozenDictionary<Script, ScriptText> Texts =
        Enum.GetValues<Script>().ToFrozenDictionary(static s => s, static s => s switch
        {
            Script.Inspect => Join("Surroundings", "Inspect"),
            Script.Import => Join("ImportReceipts", "Import"),
            _ => Join(s.ToString()),
        });

    /// <summary>For assumptions: run by hand, never sent by us. It reads, and prints all that can be learnt without an import.</summary>
    public static ScriptText Probe { get; } = Join("Surroundings", "Probe");

    public static ScriptText Of(Script script) => Texts[script];

    private static ScriptText Join(params string[] parts)
    {
        var text = string.Concat([.. Beginning.Concat(parts).Select(Read)]);
        return new ScriptText(text, Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12]);
    }

    private static string Read(string name)
    {
        using var stream = Assembly.GetExecutingAssembly().GetManifestResourceStream($"{name}.ps1")!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }
}
