using System.Text.Json.Serialization;
using RdsCalOrchestrator.Domain.Identifiers;

namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>Inspect reads; the others change a server and need a claim on it.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Script>))]
public enum Script
{
    Inspect,
    Activate,
    Import,
    Remove,
}

/// <summary>One sending of one script to one server, counted in the migration's journal and never named again.</summary>
/// <param name="Name"><c>rc-migration-script-s|t-n</c>: the run command's name; with the customer before it, the instance that sends it.</param>
public sealed record Run(Attempt Attempt, string Name, Script Script, Side Side)
{
    [JsonIgnore]
    public string InstanceId => $"{Attempt.Customer}:{Name}";
}
