using System.Collections;

namespace RdsCalOrchestrator.Functions.Settings;

/// <summary>From where to where a number or a time may go, both included; written as a setting is.</summary>
[AttributeUsage(AttributeTargets.Property)]
internal sealed class WithinAttribute(string least, string most) : Attribute
{
    /// <summary>A value that makes sense, where the default is none.</summary>
    public string? Example { get; init; }

    internal bool Allows(SettingKind kind, object value) =>
        Comparer.DefaultInvariant.Compare(kind.Read(least), value) <= 0 && Comparer.DefaultInvariant.Compare(value, kind.Read(most)) <= 0;

    public override string ToString() => $"{least} to {most}";
}
