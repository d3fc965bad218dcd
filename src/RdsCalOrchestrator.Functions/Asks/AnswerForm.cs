using System.Globalization;
using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;

namespace RdsCalOrchestrator.Functions.Asks;

/// <summary>
/// Reads what a person typed. Only the form of an ID is checked, and whether it was already used for another line: nobody here can know more,
/// and nothing is ever guessed.
/// </summary>
internal static class AnswerForm
{
    internal static (Answer? Answer, string? Problem) Read(Migration migration, Ask ask, Func<string, string> field)
    {
        if (field("name") is not { Length: > 0 and <= 100 } name)
            return (null, "Write your name; it is kept in the record.");
        var note = field("note") is { Length: > 0 } text ? text : null;
        return ask.Kind switch
        {
            AskKind.KeyPackId => KeyPack(migration, ask, field("id"), name, note),
            AskKind.LicenseServerId => LicenseServer(field("id"), name, note),
            AskKind.PlanApproval => Approval(migration, field, name, note),
            _ => field("agrees") switch
            {
                "yes" => (new Answer(true, null, name, note), null),
                "no" => (new Answer(false, null, name, note), null),
                _ => (null, "Choose yes or no."),
            },
        };
    }

    private static (Answer?, string?) Approval(Migration migration, Func<string, string> field, string name, string? note)
    {
        if (field("agrees") == "no")
            return (new Answer(false, null, name, note), null);
        var cals = migration.Plan!.Cals;
        return long.TryParse(field("cals"), NumberStyles.None, CultureInfo.InvariantCulture, out var typed) && typed == cals
            ? (new Answer(true, null, name, note), null)
            : (null, $"To approve, type the number of CALs that move: {cals}.");
    }

    private static (Answer?, string?) KeyPack(Migration migration, Ask ask, string text, string name, string? note)
    {
        var id = LicenseKeyPackId.Parse(text);
        if (id.Value is null)
            return (null, id.Problem);
        // The same line may bring the same ID again: a call that broke has not used it up.
        var other = migration.Asks.Values.FirstOrDefault(a =>
            a.Line != ask.Line && a.Kind == AskKind.KeyPackId && a.Answer?.Id?.Equals(id.Value) == true);
        return other is null
            ? (new Answer(true, id.Value, name, note), null)
            : (null, $"This ID was already given for line {other.Line}. Each line has an ID of its own.");
    }

    private static (Answer?, string?) LicenseServer(string text, string name, string? note)
    {
        var id = LicenseServerId.Parse(text);
        return id.Value is null ? (null, id.Problem) : (new Answer(true, new Secret(id.Value.Value), name, note), null);
    }
}
