using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Options;
using RdsCalOrchestrator.Functions.Submissions.Files;

namespace RdsCalOrchestrator.Functions.Settings;

/// <summary>Binds sections to their options, and gathers all that is wrong in them, so that an operator corrects settings once.</summary>
internal sealed class SettingsReader(IConfiguration configuration)
{
    private readonly List<Refusal> _refusals = [];
    private readonly HashSet<string> _read = new(StringComparer.OrdinalIgnoreCase);
    private readonly Dictionary<string, List<string>> _names = [];

    /// <summary>What is refused leaves the default.</summary>
    /// <param name="rules">What else must hold, where the range of one value does not say it.</param>
    internal IOptions<T> Read<T>(string section, Func<T, IEnumerable<Refusal>>? rules = null)
        where T : class, new()
    {
        var options = new T();
        foreach (var setting in Setting.Of(section, options))
        {
            NamesIn(section).Add(setting.Name[(section.Length + 1)..]);
            foreach (var at in setting.In(configuration))
            {
                _read.Add(at.Path);
                if (setting.Take(at) is { } refusal)
                    _refusals.Add(refusal);
            }
        }

        _refusals.AddRange(rules?.Invoke(options) ?? []);
        return Options.Create(options);
    }

    /// <summary>To be called when all is read: what nobody has read by then is no setting.</summary>
    /// <exception cref="InvalidOperationException">It lists each setting that is refused, and what to do.</exception>
    internal void ThrowIfRefused()
    {
        var refusals = _names.Keys.SelectMany(Unknown).Concat(_refusals).OrderBy(static r => r.Setting, StringComparer.Ordinal).ToList();
        if (refusals.Count > 0)
            throw new InvalidOperationException($"The settings were refused; nothing was started.\n{string.Join('\n', refusals)}");
    }

    private IEnumerable<Refusal> Unknown(string section) =>
        from given in configuration.GetSection(section).AsEnumerable(makePathsRelative: true)
        let name = $"{section}:{given.Key}"
        where !string.IsNullOrEmpty(given.Value) && !_read.Contains(name)
        select new Refusal(name, "is no setting.", Shown.Suggestion(given.Key, NamesIn(section))
            + $"Remove {Refusal.Variable(name)}, or name one of: {string.Join(", ", NamesIn(section).Order(StringComparer.Ordinal))}.");

    private List<string> NamesIn(string section) => _names.TryGetValue(section, out var names) ? names : _names[section] = [];
}
