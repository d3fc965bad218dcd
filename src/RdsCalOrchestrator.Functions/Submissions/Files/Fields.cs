using System.Globalization;
using System.Text.Json;

namespace RdsCalOrchestrator.Functions.Submissions.Files;

/// <summary>
/// The values of one row or one JSON object, taken by name. What does not fit is a problem and reads as nothing, so that one pass finds all
/// problems of a file; nothing is ever built from a file with problems.
/// </summary>
/// <param name="missing">Fields whose absence was said already, for all rows at once.</param>
internal sealed class Fields(
    string file, int row, IReadOnlyDictionary<string, Leaf> leaves, InputProblems problems, IReadOnlySet<string>? missing = null)
{
    private readonly HashSet<string> _taken = [];

    public Place At(string field) => new(file, leaves.TryGetValue(field, out var leaf) ? leaf.Row : row, field);

    public string Text(string field, Form form) => Required(field) is { } leaf ? Text(field, leaf, form) ?? "" : "";

    /// <summary>A text that must be there and may be empty: a plan says what is missing in it.</summary>
    public string TextOrEmpty(string field, Form form) => leaves.ContainsKey(field) ? OptionalText(field, form) ?? "" : Text(field, form);

    public string? OptionalText(string field, Form form) => Take(field) is { } leaf ? Text(field, leaf, form) : null;

    public T? Token<T>(string field, Tokens<T> tokens)
        where T : struct, Enum => Required(field) is { } leaf ? Token(field, leaf, tokens) : null;

    public T? OptionalToken<T>(string field, Tokens<T> tokens)
        where T : struct, Enum => Take(field) is { } leaf ? Token(field, leaf, tokens) : null;

    /// <summary>One of some words, kept as it is.</summary>
    public string? OptionalWord(string field, IReadOnlyList<string> words, params IReadOnlyList<string> later) =>
        Take(field) is { } leaf ? Word(field, leaf, words, later) : null;

    public string? RequiredWord(string field, IReadOnlyList<string> words) => Required(field) is { } leaf ? Word(field, leaf, words, []) : null;

    public int? Number(string field, int least, int most) => Required(field) is { } leaf ? Number(field, leaf, least, most) : null;

    public int? OptionalNumber(string field, int least, int most) => Take(field) is { } leaf ? Number(field, leaf, least, most) : null;

    public bool? OptionalFlag(string field)
    {
        if (Take(field) is not { } leaf)
            return null;
        if (leaf.Kind is JsonValueKind.True or JsonValueKind.False)
            return leaf.Kind is JsonValueKind.True;
        problems.Refuse(At(field), "The value is neither true nor false.", "Write true or false, without quotes.");
        return null;
    }

    /// <summary>Several texts: a list in JSON, with <c>|</c> between them in a table. Empty when there are none.</summary>
    public IReadOnlyList<string> List(string field, Form form)
    {
        if (Take(field) is not { } leaf || !Is(field, leaf, JsonValueKind.Array, "a list of texts"))
            return [];
        var items = leaf.Items ?? leaf.Text.Split('|', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        foreach (var wrong in items.Where(item => !form.Pattern.IsMatch(item)))
            problems.Refuse(At(field), form.Refusal(wrong), form.Fix);
        foreach (var twice in items.GroupBy(static item => item).Where(static same => same.Count() > 1))
            problems.Refuse(At(field), $"{Shown.Value(twice.Key)} is named twice.", "Name it once.");
        return [.. items.Where(item => form.Pattern.IsMatch(item)).Distinct()];
    }

    /// <summary>Several of some words. Empty when there are none.</summary>
    public IReadOnlyList<string> Words(string field, IReadOnlyList<string> words) =>
        [.. List(field, Forms.Text).Where(text => IsKnown(field, text, words, []))];

    /// <summary>What stands there, right or wrong; it still has to be taken.</summary>
    public string Written(string field) => leaves.TryGetValue(field, out var leaf) ? leaf.Text : "";

    /// <summary>Says that a field is there which may not be.</summary>
    public void Forbid(string field, string sentence, string fix)
    {
        if (Take(field) is not null)
            problems.Refuse(At(field), sentence, fix);
    }

    /// <summary>After everything known was taken: the rest is refused by name.</summary>
    /// <param name="alsoKnown">Fields that were read elsewhere, for the suggestion.</param>
    public void RefuseOthers(params IReadOnlyList<string> alsoKnown)
    {
        foreach (var field in leaves.Keys.Where(field => !_taken.Contains(field)))
        {
            problems.Refuse(
                At(field), $"This version does not know the field {Shown.Value(field)}.",
                $"{Shown.Suggestion(field, [.. _taken, .. alsoKnown])}Leave it out.");
        }
    }

    private bool IsKnown(string field, string text, IReadOnlyCollection<string> words, IReadOnlyCollection<string> later)
    {
        if (words.Contains(text))
            return true;
        var fix = $"{Shown.Suggestion(text, words)}Use one of: {string.Join(", ", words)}.";
        if (later.Contains(text))
            problems.Refuse(At(field), $"This version does not know '{text}' yet.", fix);
        else
            problems.Refuse(At(field), $"{Shown.Value(text)} is not a value of {field}.", fix);
        return false;
    }

    private Leaf? Required(string field)
    {
        if (!leaves.TryGetValue(field, out var leaf) || (leaf.Text.Length == 0 && !leaf.IsRefused && leaf.Items is null))
        {
            _taken.Add(field);
            if (missing?.Contains(field) != true)
                problems.Refuse(At(field), "The value is missing.", "Fill it in.");
            return null;
        }

        return Take(field);
    }

    private Leaf? Take(string field)
    {
        _taken.Add(field);
        return leaves.TryGetValue(field, out var leaf) && !leaf.IsRefused && (leaf.Text.Length > 0 || leaf.Items is not null) ? leaf : null;
    }

    private string? Text(string field, Leaf leaf, Form form)
    {
        if (!Is(field, leaf, JsonValueKind.String, "text in quotes"))
            return null;
        if (form.Pattern.IsMatch(leaf.Text))
            return leaf.Text;
        problems.Refuse(At(field), form.Refusal(leaf.Text), form.Fix);
        return null;
    }

    private int? Number(string field, Leaf leaf, int least, int most)
    {
        if (!Is(field, leaf, JsonValueKind.Number, "a number without quotes"))
            return null;
        if (int.TryParse(leaf.Text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most)
            return number;
        problems.Refuse(At(field), $"{Shown.Value(leaf.Text)} is not a whole number from {least} to {most}.", "Write digits only.");
        return null;
    }

    private string? Word(string field, Leaf leaf, IReadOnlyList<string> words, IReadOnlyList<string> later) =>
        Is(field, leaf, JsonValueKind.String, "text in quotes") && IsKnown(field, leaf.Text, words, later) ? leaf.Text : null;

    private T? Token<T>(string field, Leaf leaf, Tokens<T> tokens)
        where T : struct, Enum =>
        Is(field, leaf, JsonValueKind.String, "text in quotes") && IsKnown(field, leaf.Text, [.. tokens.Known.Keys], tokens.Later)
            ? tokens.Known[leaf.Text]
            : null;

    private bool Is(string field, Leaf leaf, JsonValueKind kind, string what)
    {
        if (leaf.Kind is null || leaf.Kind == kind)
            return true;
        problems.Refuse(At(field), $"The value is not {what}.", $"Write {what}.");
        return false;
    }
}
