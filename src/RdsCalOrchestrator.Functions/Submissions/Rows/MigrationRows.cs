using RdsCalOrchestrator.Functions.Submissions.Files;

namespace RdsCalOrchestrator.Functions.Submissions.Rows;

/// <summary>The rows of one migration, in the order of the file.</summary>
internal sealed record MigrationRows(string Key, IReadOnlyList<BatchRow> Rows)
{
    private const int MostLines = 50;

    /// <summary>What the rows agree in.</summary>
    public BatchRow First => Rows[0];

    public static IReadOnlyList<MigrationRows> Group(IEnumerable<BatchRow> rows) =>
    [
        .. rows.Where(static row => row.Migration.Length > 0).GroupBy(static row => row.Migration)
            .Select(static rows => new MigrationRows(rows.Key, [.. rows])),
    ];

    /// <summary>Rows by line number; a row without one takes its place among the rows.</summary>
    public IEnumerable<(int Line, BatchRow Row)> Lines() => Rows.Select(static (row, index) => (row.Line ?? index + 1, row));

    public void Check(InputProblems problems)
    {
        foreach (var row in Rows.Skip(1))
            CheckAgrees(row, problems);
        if (Rows.Count > MostLines)
        {
            problems.Refuse(
                Rows[MostLines].Fields.At("migration"), $"The migration has more than {MostLines} lines.", "Split it into several migrations.");
        }

        foreach (var same in Lines().GroupBy(static line => line.Line).Where(static same => same.Count() > 1))
            RefuseTwice(same.Select(static line => line.Row), "line", "line number", "Give each row its own, or leave the column empty.", problems);
        foreach (var same in Rows.Where(static row => row.Cals is not null).GroupBy(static row => (row.Purchase, row.Cals))
            .Where(static same => same.Count() > 1))
        {
            RefuseTwice(same, "purchase", "purchase and kind of CAL", "Write one row with the sum: it is one line, and one key pack ID.", problems);
        }
    }

    private void CheckAgrees(BatchRow row, InputProblems problems)
    {
        foreach (var column in BatchRow.Shared)
        {
            var (first, other) = (Written(First, column), Written(row, column));
            if (first != other)
            {
                problems.Refuse(
                    row.Fields.At(column),
                    $"Rows {First.Row} and {row.Row} of one migration disagree: {Shown.Value(first)} and {Shown.Value(other)}.",
                    "Write the same in every row of a migration.");
            }
        }
    }

    private static string Written(BatchRow row, string column) =>
        row.Fields.Written(column) is { Length: > 0 } text ? text : column == "sourceState" ? "detect" : "";

    private static void RefuseTwice(IEnumerable<BatchRow> rows, string column, string what, string fix, InputProblems problems)
    {
        var first = rows.First();
        foreach (var row in rows.Skip(1))
            problems.Refuse(row.Fields.At(column), $"Rows {first.Row} and {row.Row} of one migration have the same {what}.", fix);
    }
}
