using System.Text.Json.Serialization;

namespace RdsCalOrchestrator.Domain.Findings;

[JsonConverter(typeof(JsonStringEnumConverter<Severity>))]
public enum Severity
{
    Info,
    Warn,
    Blocked,
}

/// <summary>Something a person should know, with what to do about it: the only sentences the system says. The id is API.</summary>
public sealed record Finding(string Id, Severity Severity, string Subject, string Sentence, string Fix)
{
    public override string ToString() => $"{Id} ({Subject}): {Sentence} {Fix}";
}
