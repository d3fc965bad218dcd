namespace RdsCalOrchestrator.Pages;

/// <summary>What the page of a link shows.</summary>
/// <param name="Problem">What was wrong with the last answer; null when nothing was.</param>
public sealed record AskPageModel(
    string Title, string Subject, string State, string? Problem, AskField Field, IReadOnlyList<AskRow> Rows, IReadOnlyList<string> Warnings)
{
    /// <summary>For a link that leads nowhere: it says nothing of what exists.</summary>
    public static AskPageModel Unknown { get; } = new(
        "This link leads nowhere", "", "Check that the whole address was copied, or ask whoever sent it.", null, AskField.None, [], []);
}

/// <summary>One thing to read, copy or say.</summary>
public sealed record AskRow(string Label, string Value);

public enum AskField
{
    None,
    Id,
    Cals,
    YesNo,
}
