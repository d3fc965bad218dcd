using System.Globalization;
using CsvHelper;
using CsvHelper.Configuration;

namespace RdsCalOrchestrator.Functions.Submissions;

/// <summary>A table as operators save it from a spreadsheet: any of three delimiters, columns in any order, names in any case.</summary>
internal sealed class CsvTable
{
    private const int MostRows = 20_000;

    private static readonly string[] Damaged = ["#REF!", "#NAME?", "#VALUE!", "#N/A", "TRUE", "FALSE"];

    internal List<CsvRow> Rows { get; } = [];

    internal static CsvTable? Read(SubmittedFile file, IReadOnlyList<string> columns, IReadOnlyList<string> required, InputCheck check)
    {
        if (FileText.Refuses(file, check))
            return null;
        var text = FileText.Decode(file.Content);
        if (EstateFile.Code25().IsMatch(text))
        {
            check.Refuse(null, "", "A 25-character license code stands in the file.", "Codes are read from an environment variable that codesRef names; take it out of the file.");
            return null;
        }

        var skipped = 0;
        if (text.StartsWith("sep=", StringComparison.OrdinalIgnoreCase))
        {
            text = text[(text.IndexOf('\n', StringComparison.Ordinal) + 1)..];
            skipped = 1;
        }

        var header = text.Split('\n')[0];
        var delimiter = new[] { ",", ";", "\t" }.MaxBy(d => header.Split(d).Length)!;
        return new CsvTable().Parse(text, delimiter, skipped, columns, required, check);
    }

    private CsvTable? Parse(string text, string delimiter, int skipped, IReadOnlyList<string> columns, IReadOnlyList<string> required, InputCheck check)
    {
        var configuration = new CsvConfiguration(CultureInfo.InvariantCulture) { Delimiter = delimiter, TrimOptions = TrimOptions.Trim, BadDataFound = null, MissingFieldFound = null, IgnoreBlankLines = true };
        using var csv = new CsvReader(new StringReader(text), configuration);
        if (!csv.Read() || !csv.ReadHeader())
        {
            check.Refuse(null, "", "The file has no header line.", "The first line names the columns.");
            return null;
        }

        var header = csv.HeaderRecord!.Select(static h => h.Trim()).ToList();
        if (!CheckHeader(header, columns, required, check))
            return null;
        while (csv.Read())
        {
            if (Rows.Count >= MostRows)
            {
                check.Refuse(null, "", $"The file has more than {MostRows} rows.", "Split it.");
                return null;
            }

            var values = new Dictionary<string, string>(StringComparer.OrdinalIgnoreCase);
            for (var i = 0; i < header.Count; i++)
                values[header[i]] = csv.GetField(i)?.Trim() ?? "";
            if (values.Values.All(static v => v.Length == 0))
                continue;
            var row = csv.Context.Parser!.RawRow + skipped;
            foreach (var (column, value) in values.Where(static v => Damaged.Contains(v.Value) || IsScientific(v.Value)))
                check.Refuse(row, column, $"The spreadsheet changed this value to '{value}'.", "Format the column as text and type it again.");
            Rows.Add(new CsvRow(row, values));
        }

        if (Rows.Count == 0)
            check.Refuse(null, "", "The file has a header and no rows.", "Add a row for each line that moves.");
        return this;
    }

    private static bool CheckHeader(List<string> header, IReadOnlyList<string> columns, IReadOnlyList<string> required, InputCheck check)
    {
        var before = check.Problems.Count;
        foreach (var name in header.Where(h => !columns.Contains(h, StringComparer.OrdinalIgnoreCase)))
            check.Refuse(1, name, "There is no such column.", $"The nearest one is {columns.MinBy(c => Distance(c.ToLowerInvariant(), name.ToLowerInvariant()))}.");
        foreach (var name in header.GroupBy(static h => h, StringComparer.OrdinalIgnoreCase).Where(static g => g.Count() > 1).Select(static g => g.Key))
            check.Refuse(1, name, "The column stands there twice.", "Keep one of them.");
        foreach (var name in required.Where(r => !header.Contains(r, StringComparer.OrdinalIgnoreCase)))
            check.Refuse(1, name, "The column is missing.", "Add it.");
        return check.Problems.Count == before;
    }

    private static bool IsScientific(string value) =>
        value.Length > 3 && value.Contains("E+", StringComparison.OrdinalIgnoreCase) && double.TryParse(value, NumberStyles.Float, CultureInfo.InvariantCulture, out _);

    private static int Distance(string a, string b)
    {
        var row = Enumerable.Range(0, b.Length + 1).ToArray();
        for (var i = 1; i <= a.Length; i++)
        {
            var diagonal = row[0];
            row[0] = i;
            for (var j = 1; j <= b.Length; j++)
                (diagonal, row[j]) = (row[j], Math.Min(Math.Min(row[j], row[j - 1]) + 1, diagonal + (a[i - 1] == b[j - 1] ? 0 : 1)));
        }

        return row[^1];
    }
}

internal sealed record CsvRow(int Number, IReadOnlyDictionary<string, string> Values)
{
    internal string this[string column] => Values.GetValueOrDefault(column, "");

    internal IReadOnlyList<string> List(string column) => this[column].Split('|', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries);
}
