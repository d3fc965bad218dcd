using System.Diagnostics.CodeAnalysis;

namespace RdsCalOrchestrator.Functions.Submissions.Files;

/// <summary>Entries of one kind by their key. Keys that differ only in case are the same key written twice.</summary>
internal sealed class Table<T>(string name, string file)
    where T : class
{
    private readonly Dictionary<string, (string Key, Place At, T Entry)> _entries = new(StringComparer.OrdinalIgnoreCase);
    private readonly List<string> _order = [];

    /// <summary>In the order of the file.</summary>
    public IEnumerable<T> All => _order.Select(key => _entries[key].Entry);

    public void Add(string key, Place at, T entry, InputProblems problems)
    {
        if (key.Length == 0)
            return; // Its form was refused.
        if (_entries.TryAdd(key, (key, at, entry)))
        {
            _order.Add(key);
        }
        else
        {
            problems.Refuse(
                at, $"The key {Shown.Value(key)} is used twice, first on row {_entries[key].At.Row}.", "Rename one of them, or remove it.");
        }
    }

    public bool Contains([NotNullWhen(true)] string? key) => key is not null && _entries.TryGetValue(key, out var found) && found.Key == key;

    /// <summary>The entry that a field names; false, with the reason among the problems, when there is none. A refused field is silent.</summary>
    public bool TryFind(string? key, Place at, InputProblems problems, [NotNullWhen(true)] out T? entry)
    {
        entry = null;
        if (string.IsNullOrEmpty(key))
            return false;
        if (Contains(key))
        {
            entry = _entries[key].Entry;
        }
        else
        {
            problems.Refuse(
                at, $"{Shown.Value(key)} is not in {name} of {file}.", $"{Shown.Suggestion(key, _order)}Name one that is there, or add it.");
        }

        return entry is not null;
    }

    /// <summary>An entry whose key was looked up before.</summary>
    public T this[string key] => _entries[key].Entry;
}
