using System.Text.Json.Serialization;
using System.Text.RegularExpressions;

namespace RdsCalOrchestrator.Domain.Identifiers;

/// <summary>Identity of a server in Azure: its full resource ID, compared without regard to case.</summary>
[JsonConverter(typeof(TextIdConverter<ServerId>))]
public sealed partial record ServerId : ITextId<ServerId>
{
    private ServerId(string value, Match parts)
    {
        Value = value;
        Subscription = parts.Groups[1].Value;
        ResourceGroup = parts.Groups[2].Value;
        Name = parts.Groups[3].Value;
    }

    public string Value { get; }

    public string Subscription { get; }

    public string ResourceGroup { get; }

    public string Name { get; }

    /// <summary>Null when the text is not the resource ID of a virtual machine.</summary>
    public static ServerId? TryParse(string text) => Pattern().Match(text) is { Success: true } parts ? new ServerId(text, parts) : null;

    public static ServerId From(string value) =>
        TryParse(value) ?? throw new FormatException($"'{value}' is not the resource ID of a virtual machine.");

    public bool Equals(ServerId? other) => other is not null && string.Equals(Value, other.Value, StringComparison.OrdinalIgnoreCase);

    public override int GetHashCode() => StringComparer.OrdinalIgnoreCase.GetHashCode(Value);

    public override string ToString() => Value;

    [GeneratedRegex(
        @"^/subscriptions/([0-9a-f-]{36})/resourceGroups/([^/]{1,90})/providers/Microsoft\.Compute/virtualMachines/([^/]{1,64})$",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex Pattern();
}
