using RdsCalOrchestrator.Functions.Submissions.Files;

namespace RdsCalOrchestrator.Functions.Submissions.Rows;

/// <summary>The first row of a table.</summary>
internal sealed class CsvHeader(string file, int row, IReadOnlyList<string> written, InputProblems problems)
{
    private readonly HashSet<string> _missing = [];
    private IReadOnlyList<string> _columns = [];

    /// <summary>Columns by their known names, in the order of the file.</summary>
    public IReadOnlyList<string> Names { get; private set; } = [];

    /// <summary>A missing column is one problem, not one for each row.</summary>
    public IReadOnlySet<string> Missing => _missing;

    public bool IsKnown(string name) => _columns.Contains(name);

    public void Check(IReadOnlyList<string> columns, IReadOnlyList<string> required)
    {
        _columns = columns;
        var used = written.Count - written.Reverse().TakeWhile(static name => name.Length == 0).Count();
        Names =
        [
            .. written.Take(used)
                .Select(name => columns.FirstOrDefault(column => column.Equals(name, StringComparison.OrdinalIgnoreCase)) ?? name),
        ];
        for (var i = 0; i < Names.Count; i++)
        {
            var name = Names[i];
            var at = new Place(file, row, IsKnown(name) ? name : "");
            if (new Leaf(row, name, null).Check(at, [name], problems).IsRefused)
                continue;
            if (!IsKnown(name))
                problems.Refuse(at, $"{Shown.Value(name)} is not a known column.", $"{Shown.Suggestion(name, columns)}Rename it or leave it out.");
            else if (Names.Take(i).Contains(name))
                problems.Refuse(at, "The column stands twice.", "Keep one.");
        }

        var unknown = Names.Except(columns).ToList();
        foreach (var name in required.Except(Names))
        {
            _missing.Add(name);
            problems.Refuse(new(file, row, name), "The column is missing.", $"{Shown.Suggestion(name, unknown)}Add it.");
        }
    }
}
