using System.Text.Json.Nodes;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Domain.Packs;
using RdsCalOrchestrator.RunCommand.Scripts;

namespace RdsCalOrchestrator.Functions.Scripts;

/// <summary>
/// The request a script reads: built once when the run is named and journalled, so that its bytes never change. It holds no secret.
/// </summary>
internal static class ScriptRequest
{
    private const int PageSize = 20;

    // An answer has 3,000 bytes, and each operation takes up to 180 of them; packs that stand beside them come by pages.
    private const int MostOperations = 6;

    internal static string Build(Migration migration, PlannedRun run, string name, DateTimeOffset notAfter, int pageOffset)
    {
        // Who resumes before anything was sent wants the servers read as they are now, and planned anew.
        var plan = migration.Owes || migration.PlannedInAttempt == migration.AttemptsBegun ? migration.Plan : null;
        var identity = run.Side == Side.Source ? plan?.Source : plan?.Target;
        var input = run.Script switch
        {
            Script.Inspect => Inspect(migration, run, pageOffset),
            Script.Activate => Activate(migration, run),
            Script.Import => Import(migration, run),
            _ => Remove(migration, run),
        };
        var request = new JsonObject
        {
            ["schema"] = 1,
            ["script"] = run.Script.ToString(),
            ["text"] = ScriptLibrary.Of(run.Script).Hash12,
            ["run"] = name,
            ["migration"] = migration.Request.Id.Value,
            ["server"] = new JsonObject
            {
                ["role"] = run.Side == Side.Source ? "source" : "target",
                ["computerName"] = identity?.ComputerName,
                ["productId"] = identity?.ProductId,
                ["licenseServerId"] = run.Script is Script.Inspect or Script.Activate
                    ? null
                    : migration.LatestReading(run.Side)?.Identity.LicenseServerId?.Value,
            },
            ["notAfterUtc"] = Utc(notAfter),
            ["input"] = input,
        };
        return request.ToJsonString();
    }

    private static JsonObject Inspect(Migration migration, PlannedRun run, int pageOffset)
    {
        // What receipts say is told once, with the first page; how the lines stand is judged by the packs.
        var imported = run.Side == Side.Target && pageOffset == 0
            ? migration.Lines.Where(static l => l.IsImported).Select(static l => (JsonNode)l.Line.Operation.Value).TakeLast(MostOperations).ToArray()
            : [];
        var input = new JsonObject
        {
            ["clearinghouse"] = run.Side == Side.Target,
            ["reach"] = run.Side == Side.Target ? SourceName(migration) : null,
            ["backup"] = "none",
            ["eventsSinceUtc"] = migration.Obligation is null ? null : Utc(migration.PlannedAt),
            ["page"] = new JsonObject { ["offset"] = pageOffset, ["limit"] = PageSize },
        };
        if (imported.Length > 0)
            input["operations"] = new JsonArray(imported);
        return input;
    }

    private static JsonObject Activate(Migration migration, PlannedRun run)
    {
        var company = migration.Request.Company!;
        return new JsonObject
        {
            ["operation"] = run.Lines[0].Operation.Value,
            ["how"] = run.Lines[0].AnswerKey is null ? "automatic" : "licenseServerId",
            ["companyFields"] = "onlyIfEmpty",
            ["company"] = new JsonObject
            {
                ["firstName"] = company.FirstName,
                ["lastName"] = company.LastName,
                ["companyName"] = company.CompanyName,
                ["countryRegion"] = new JsonArray(
                [
                    .. new[] { company.CountryRegion, company.CountryRegionLocal }
                        .Where(static c => c is not null).Select(static c => (JsonNode)c!),
                ]),
            },
        };
    }

    private static JsonObject Import(Migration migration, PlannedRun run) => new()
    {
        ["approval"] = Approval(migration),
        ["reason"] = migration.Request.Reason == Reason.Replacing ? "replacing" : "noLongerFunctioning",
        ["source"] = Source(migration),
        ["eventsSinceUtc"] = Utc(migration.PlannedAt),
        ["stopAtFirstProblem"] = false,
        ["lines"] = new JsonArray([.. run.Lines.Select(sent => (JsonNode)ImportLine(migration, sent))]),
    };

    private static JsonObject ImportLine(Migration migration, RunLine sent)
    {
        var line = migration.Lines.Single(l => l.Line.Number == sent.Line).Line;
        var program = migration.Request.Purchase(line.Purchase).Program;
        var request = new JsonObject
        {
            ["operation"] = sent.Operation.Value,
            ["line"] = sent.Line,
            ["transfer"] = "import",
            ["how"] = sent.AnswerKey is null ? "automatic" : "keyPackId",
            ["program"] = program.ToString().ToLowerInvariant(),
            ["agreementType"] = ImportCalls.AgreementType(program),
            // 2008 R2 CALs are those of 2008 in a call (A-VERSION-IDS).
            ["versionId"] = line.Kind.Version == CalVersion.V2008R2 ? 2 : line.Kind.VersionId,
            ["productType"] = line.Kind.ProductType,
            ["quantity"] = line.Quantity,
            ["totals"] = new JsonArray([.. line.PossibleTotals.Select(static t => (JsonNode)t)]),
            ["repeat"] = sent.IsRepeat,
            ["lastSent"] = sent.LastSent,
        };
        if (sent.LastSent is not null)
            request["knownRows"] = new JsonArray([.. SentCalls.RowsOfOthers(migration, sent).Select(Pack)]);
        return request;
    }

    // As scripts print it.
    private static JsonNode Pack(LicenseKeyPack p) =>
        new JsonArray(p.RowId, p.KeyPackType, p.ProductType, p.VersionId, p.Total, p.Issued, p.Expires, p.Description);

    // A-SOURCE-ID: the 35-character ID is what the documentation asks for. A-DEAD-SOURCE: with none known, name and ID are left empty.
    private static JsonObject Source(Migration migration)
    {
        var read = migration.Plan!.Source;
        var id = read?.LicenseServerId ?? migration.Request.Source.LicenseServerId;
        var productId = read?.ProductId ?? migration.Request.Source.ProductId;
        return new JsonObject
        {
            ["name"] = id is null && productId is null ? null : SourceName(migration),
            ["licenseServerId"] = id?.Value,
            ["productId"] = productId,
            ["send"] = id is not null ? "licenseServerId" : productId is not null ? "productId" : "nothing",
        };
    }

    private static JsonObject Remove(Migration migration, PlannedRun run)
    {
        var source = migration.LatestReading(Side.Source)!;
        var rows = from left in CleanUp.Next(migration, source)
                   join sent in run.Lines on left.Line.Line.Number equals sent.Line
                   select (JsonNode)new JsonObject
                   {
                       ["operation"] = sent.Operation.Value,
                       ["rowId"] = left.Pack.RowId,
                       ["fingerprint"] = left.Pack.Fingerprint,
                       ["remove"] = left.Pack.Total,
                   };
        return new JsonObject
        {
            ["purpose"] = "cleanUp",
            ["approval"] = Approval(migration),
            ["proof"] = new JsonObject { ["run"] = migration.Lines.First(static l => l.IsImported).Run },
            ["rows"] = new JsonArray([.. rows]),
            ["mustStay"] = new JsonArray([.. CleanUp.MustStay(migration, source).Select(static p => (JsonNode)p.Fingerprint)]),
        };
    }

    private static JsonObject Approval(Migration migration)
    {
        var ask = migration.Asks.Values.LastOrDefault(static a => a is { Kind: Domain.Asks.AskKind.PlanApproval, Answer.Agrees: true });
        return new JsonObject { ["id"] = ask?.Id, ["by"] = ask?.Answer!.Name, ["planHash"] = migration.Approval?.PlanHash };
    }

    private static string? SourceName(Migration migration) =>
        migration.Request.Source.Address ?? migration.Plan?.Source?.Fqdn ?? migration.Plan?.Source?.ComputerName;

    private static string Utc(DateTimeOffset at) =>
        at.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture);
}
