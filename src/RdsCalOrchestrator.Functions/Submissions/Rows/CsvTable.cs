using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;
using RdsCalOrchestrator.Functions.Submissions.Files;

namespace RdsCalOrchestrator.Functions.Submissions.Rows;

/// <summary>
/// Reads a table as operators save it from a spreadsheet: comma, semicolon or tab, perhaps a first line <c>sep=;</c>, quoted values, spaces,
/// empty rows, columns in any order and any case. Rows are counted as a spreadsheet counts them.
/// </summary>
internal sealed class CsvTable(string file, InputProblems problems)
{
    public const int MostRows = 20_000;

    private const string Separator = "sep=";

    private int _rowsBefore;

    public IReadOnlyList<Fields> Read(string text, IReadOnlyList<string> columns, IReadOnlyList<string> required)
    {
        var (table, delimiter) = TakeSeparator(text);
        if (CountRows(table) > MostRows + 1)
            return RefuseFile($"The file has more than {MostRows} rows.", "Split it.");
        var rows = Parse(table, delimiter ?? DelimiterOf(table)).ToList();
        if (rows is not [var (headerRow, names), _, ..])
            return RefuseFile("The file has no rows, only a header.", "Write one row for each line to migrate.");
        var header = new CsvHeader(file, headerRow, names, problems);
        header.Check(columns, required);
        return [.. rows.Skip(1).Select(row => ReadRow(header, row.Row, row.Cells)).OfType<Fields>()];
    }

    private IReadOnlyList<Fields> RefuseFile(string sentence, string fix)
    {
        problems.Refuse(new(file, null, ""), sentence, fix);
        return [];
    }

    private Fields? ReadRow(CsvHeader header, int row, string[] cells)
    {
        if (cells.Length > header.Names.Count && cells.Skip(header.Names.Count).All(static cell => cell.Length == 0))
            cells = cells[..header.Names.Count];
        if (cells.Length != header.Names.Count)
        {
            problems.Refuse(
                new(file, row, ""), $"The row has {cells.Length} values, the header {header.Names.Count}.",
                "Put a value that contains the delimiter in quotes.");
            return null;
        }

        var leaves = new Dictionary<string, Leaf>();
        foreach (var (name, cell) in header.Names.Zip(cells))
            leaves.TryAdd(name, new Leaf(row, cell, null).Check(new(file, row, header.IsKnown(name) ? name : ""), [cell], problems));
        return new(file, row, leaves, problems, header.Missing);
    }

    private IEnumerable<(int Row, string[] Cells)> Parse(string table, string delimiter)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture)
        {
            Delimiter = delimiter,
            IgnoreBlankLines = false,
            BadDataFound = bad => problems.Refuse(
                new(file, bad.Context.Parser!.Row + _rowsBefore, ""),
                "A quote stands where none may, or is not closed.",
                "Put the whole value in quotes and double those inside it."),
        };
        using var parser = new CsvParser(new StringReader(table), configuration);
        while (parser.Read())
        {
            string[] cells = [.. parser.Record!.Select(static cell => cell.Trim())];
            if (cells.Any(static cell => cell.Length > 0))
                yield return (parser.Row + _rowsBefore, cells);
        }
    }

    private (string Table, string? Delimiter) TakeSeparator(string text)
    {
        if (!text.StartsWith(Separator, StringComparison.OrdinalIgnoreCase) || text.IndexOf('\n', StringComparison.Ordinal) is not (> 0 and var end))
            return (text, null);
        _rowsBefore = 1;
        var declared = text[Separator.Length..end].TrimEnd('\r');
        return (text[(end + 1)..], declared is ";" or "," or "\t" ? declared : null);
    }

    private static string DelimiterOf(string table)
    {
        var header = table.AsSpan().TrimStart();
        header = header.IndexOfAny('\r', '\n') is var end and >= 0 ? header[..end] : header;
        var (semicolons, tabs, commas) = (header.Count(';'), header.Count('\t'), header.Count(','));
        return semicolons > Math.Max(tabs, commas) ? ";" : tabs > commas ? "\t" : ",";
    }

    // Before anything is parsed: lines that are not empty and not inside quotes.
    private static int CountRows(string text)
    {
        var (rows, isQuoted, isEmpty) = (0, false, true);
        foreach (var c in text)
        {
            isQuoted ^= c == '"';
            isEmpty &= char.IsWhiteSpace(c);
            if (c != '\n' || isQuoted)
                continue;
            rows += isEmpty ? 0 : 1;
            isEmpty = true;
        }

        return rows + (isEmpty ? 0 : 1);
    }
}
