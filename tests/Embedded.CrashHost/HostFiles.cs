namespace Embedded.CrashHost;

/// <summary>What the world outside sees: effects as often as they happen, a journal that takes a key once, events that were sent.</summary>
internal sealed class HostFiles
{
    private readonly Lock _gate = new();
    private readonly string _effects;
    private readonly string _journal;
    private readonly string _sent;

    public HostFiles(string directory)
    {
        (Engine, _effects, _journal, _sent) = (In("engine"), In("effects.txt"), In("journal"), In("sent.txt"));
        Directory.CreateDirectory(_journal);

        string In(string name) => Path.Combine(directory, name);
    }

    public string Engine { get; }

    /// <summary>Step and key of every effect, in the order they happened.</summary>
    public IReadOnlyList<(string Step, string Key)> Effects => [.. Lines(_effects).Select(Pair)];

    /// <summary>Step and key of every entry.</summary>
    public IReadOnlyList<(string Step, string Key)> Journal =>
        [.. Directory.GetFiles(_journal).Select(static f => Pair(Path.GetFileName(f)))];

    /// <summary>Names of the events whose sending came back.</summary>
    public IReadOnlyList<string> Sent => Lines(_sent);

    public void Affect(string step, Guid key)
    {
        Append(_effects, $"{step} {key}");
        using var entry = new FileStream(Path.Combine(_journal, $"{step} {key}"), FileMode.OpenOrCreate);
    }

    public void NoteSent(string name) => Append(_sent, name);

    private void Append(string file, string line)
    {
        lock (_gate)
            File.AppendAllText(file, line + "\n");
    }

    private static string[] Lines(string file) => File.Exists(file) ? File.ReadAllLines(file) : [];

    private static (string Step, string Key) Pair(string text) =>
        text.Split(' ') is [var step, var key] ? (step, key) : throw new FormatException(text);
}
