namespace RdsCalOrchestrator.Functions.Submissions.Files;

/// <summary>Words that a field may hold, and what they mean.</summary>
/// <param name="Later">Words that are right in themselves, but that this version does not know yet.</param>
internal sealed record Tokens<T>(IReadOnlyDictionary<string, T> Known, params string[] Later)
    where T : struct, Enum
{
    /// <summary>The members of an enum, written as words: <c>NoLongerFunctioning</c> is <c>noLongerFunctioning</c>.</summary>
    public static Tokens<T> OfEnum(params string[] later) =>
        new(Enum.GetValues<T>().ToDictionary(static value => char.ToLowerInvariant($"{value}"[0]) + $"{value}"[1..]), later);
}
