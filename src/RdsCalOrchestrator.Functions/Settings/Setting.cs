using System.Globalization;
using System.Reflection;
using Microsoft.Extensions.Configuration;
using RdsCalOrchestrator.Functions.Submissions.Files;

namespace RdsCalOrchestrator.Functions.Settings;

/// <summary>One value that can be set, or a list of them: a property of an options class, or of a class in it.</summary>
internal sealed class Setting
{
    private readonly object _owner;
    private readonly PropertyInfo _property;
    private readonly SettingKind _kind;
    private readonly string _path;

    private Setting(string path, object owner, PropertyInfo property, SettingKind kind) =>
        (_path, _owner, _property, _kind) = (path, owner, property, kind);

    /// <summary>As <c>Scripts:Patience</c>; the first one of a list, as <c>Scripts:Polls:0</c>.</summary>
    internal string Name => List is null ? _path : $"{_path}:0";

    internal WithinAttribute? Within => _property.GetCustomAttribute<WithinAttribute>();

    /// <summary>What it is now, as it would be written; empty when it is nothing.</summary>
    internal string Value => List is null ? Convert.ToString(_property.GetValue(_owner), CultureInfo.InvariantCulture) ?? "" : "";

    private IList<TimeSpan>? List => _property.GetValue(_owner) as IList<TimeSpan>;

    internal static IEnumerable<Setting> Of(string path, object options) =>
        options.GetType().GetProperties().SelectMany(p => SettingKind.Of(p.PropertyType) is { } kind
            ? [new Setting($"{path}:{p.Name}", options, p, kind)]
            : Of($"{path}:{p.Name}", p.GetValue(options)!));

    /// <summary>Where a configuration has it.</summary>
    internal IEnumerable<IConfigurationSection> In(IConfiguration configuration) => List is null
        ? [configuration.GetSection(_path)]
        : configuration.GetSection(_path).GetChildren()
            .Where(static c => int.TryParse(c.Key, NumberStyles.None, CultureInfo.InvariantCulture, out _));

    /// <summary>Takes the value that stands there, or answers why not.</summary>
    internal Refusal? Take(IConfigurationSection at)
    {
        // Empty is as not there: on Azure a setting is often emptied rather than deleted.
        if (string.IsNullOrEmpty(at.Value))
            return null;
        if (_kind.Read(at.Value) is not { } value || Within?.Allows(_kind, value) == false)
            return Refuse(at.Path, at.Value);
        if (List is { } list)
            list.Add((TimeSpan)value);
        else
            _property.SetValue(_owner, value);
        return null;
    }

    // What has no range may be an address with a key in it.
    private Refusal Refuse(string name, string text) => Refusal.Example(
        name,
        Within is { } within ? $"must be {_kind.Words} from {within}{_kind.Form}. {Shown.Value(text)} is not." : $"must be {_kind.Words}.",
        Within?.Example ?? Value);
}
