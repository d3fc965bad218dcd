using System.Text.Json;
using System.Text.RegularExpressions;

namespace RdsCalOrchestrator.Functions.Submissions.Files;

/// <summary>One value of a file: a cell of a table, or a value in JSON.</summary>
/// <param name="Kind">What JSON says it is; null for a cell, which may be anything.</param>
/// <param name="IsRefused">It was refused already; whoever reads it says no more about it.</param>
internal sealed partial record Leaf(int Row, string Text, JsonValueKind? Kind, bool IsRefused = false)
{
    /// <summary>Texts of a list in JSON; null for anything else.</summary>
    public IReadOnlyList<string>? Items { get; init; }

    /// <summary>Looks for what is never right, whatever the field: a license code, and what a spreadsheet made of a value.</summary>
    public Leaf Check(Place at, IEnumerable<string> texts, InputProblems problems)
    {
        foreach (var text in texts)
        {
            if (at.Field.EndsWith("licenseServerId", StringComparison.OrdinalIgnoreCase) ? LicenseCode.IsAll(text) : LicenseCode.IsIn(text))
            {
                problems.Refuse(
                    at, "A license code of 25 characters stands in the file.",
                    "Put it into an environment variable, and into the file only codesRef: env:NAME.");
            }
            else if (ChangedBySpreadsheet().IsMatch(text))
            {
                problems.Refuse(at, "The spreadsheet changed this value.", "Format the column as text and enter the value again.");
            }
            else
            {
                continue;
            }

            return this with { IsRefused = true };
        }

        return this;
    }

    [GeneratedRegex(@"^([+-]?[0-9]+([.,][0-9]+)?E[+-][0-9]+|#[^\s]+[!?]|#N/A|TRUE|FALSE)\z")]
    private static partial Regex ChangedBySpreadsheet();
}
