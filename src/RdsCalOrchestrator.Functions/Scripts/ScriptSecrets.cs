using System.Text.Json.Nodes;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Purchases;

namespace RdsCalOrchestrator.Functions.Scripts;

/// <summary>The protected half of a request: numbers, codes and IDs by operation, looked up in the journal where they lie encrypted.</summary>
internal static class ScriptSecrets
{
    /// <summary>JSON; null for scripts that take none.</summary>
    internal static Secret? Of(Migration migration, Entry.RunNamed run)
    {
        if (run.Script is Script.Inspect or Script.Remove)
            return null;
        var secrets = new JsonObject();
        foreach (var sent in run.Lines)
            secrets[sent.Operation.Value] = Of(migration, run.Script, sent);
        return new Secret(secrets.ToJsonString());
    }

    private static JsonObject Of(Migration migration, Script script, RunLine sent)
    {
        if (sent.AnswerKey is { } answer)
        {
            var id = migration.Answers[answer].Id!.Reveal();
            return new JsonObject { [script == Script.Activate ? "licenseServerId" : "keyPackId"] = id };
        }

        if (script == Script.Activate)
            return [];
        var line = migration.Plan!.Lines.Single(l => l.Number == sent.Line);
        return migration.Request.Purchase(line.Purchase) switch
        {
            Purchase.Agreement a => new JsonObject { ["agreementNumber"] = a.Number.Reveal() },
            Purchase.OpenLicense o => new JsonObject
            {
                ["licenseNumber"] = o.LicenseNumber.Reveal(),
                ["authorizationNumber"] = o.AuthorizationNumber.Reveal(),
            },
            Purchase.Retail r => new JsonObject { ["licenseCode"] = migration.Codes[r.Key][line.Code!.Value].Reveal() },
            _ => throw new InvalidOperationException($"Purchase {line.Purchase} is of a kind nobody knows."),
        };
    }
}
