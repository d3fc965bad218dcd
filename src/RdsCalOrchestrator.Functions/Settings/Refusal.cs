namespace RdsCalOrchestrator.Functions.Settings;

/// <summary>Why a setting is not taken, and what to do. It is printed and kept in logs, so it never repeats what may be a secret.</summary>
/// <param name="Setting">Its name, as <c>Scripts:Patience</c>.</param>
internal sealed record Refusal(string Setting, string Sentence, string Fix)
{
    /// <summary>With a value to write as the fix.</summary>
    internal static Refusal Example(string setting, string sentence, string example) =>
        new(setting, sentence, $"For example {Variable(setting)}={example}");

    /// <summary>The name as an environment variable, and as an app setting of Azure.</summary>
    internal static string Variable(string setting) => setting.Replace(":", "__", StringComparison.Ordinal);

    public override string ToString() => $"{Setting} {Sentence} {Fix}";
}
