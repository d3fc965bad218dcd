using System.Text.Json;
using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Domain.Migrations.Steps;

/// <summary>
/// What an Import's frame means for each of its lines. The script judged by the difference of rows; here it becomes record and consequence.
/// </summary>
internal static class LineJudge
{
    internal static IReadOnlyList<KeyedEntry> Judge(Migration migration, RunRecord run)
    {
        var results = run.Answered!.Result.TryGetProperty("lines", out var lines) ? lines.EnumerateArray().ToList() : [];
        return [.. run.Named.Lines.Where(l => !migration.IsJudged(run.Named.Run, l.Line)).SelectMany(l => Judge(migration, run, l, results))];
    }

    private static IEnumerable<KeyedEntry> Judge(Migration migration, RunRecord run, RunLine sent, IReadOnlyList<JsonElement> results)
    {
        var progress = migration.Lines.Single(l => l.Line.Number == sent.Line);
        var found = results.FirstOrDefault(r => r.TryGetProperty("operation", out var o) && o.GetString() == sent.Operation.Value);
        var said = found.ValueKind == JsonValueKind.Object && Enum.TryParse<LineResult>(found.GetProperty("state").GetString(), out var state)
            ? state
            : LineResult.Skipped;
        var rows = found.ValueKind == JsonValueKind.Object
            && found.TryGetProperty("rows", out var created) && created.ValueKind == JsonValueKind.Array
            ? created.EnumerateArray().Select(ServerReading.Pack).ToList()
            : [];
        var target = migration.Request.Target.Key.Value;
        var refused = said == LineResult.Refused ? Catalogue.Refused(target, Text(found, "call") ?? "The import", Detail(found)) : null;
        var ask = AskRules.LatestFor(migration, progress);
        var answered = sent.AnswerKey is not null && ask?.AnswerKey == sent.AnswerKey ? ask : null;
        var key = $"{run.Named.Run}/line/{sent.Line}";
        yield return new KeyedEntry(key, new Entry.LineJudged(
            sent.Line, run.Named.Run, said, rows, Text(found, "sourceRemoval"),
            said == LineResult.ImportedDifferent ? Catalogue.ImportedDifferent(target, sent.Line) : refused));
        foreach (var consequence in Consequences(migration, progress, sent, said, refused, answered, key))
            yield return consequence;
    }

    private static IEnumerable<KeyedEntry> Consequences(
        Migration migration, LineProgress line, RunLine sent, LineResult said, Finding? refused, Ask? answered, string key)
    {
        if (answered is { IsClosed: false }
            && said is not (LineResult.Refused or LineResult.NotApplied or LineResult.NoReceipt or LineResult.Skipped))
            yield return ApproveStep.Close(answered, AskState.Accepted);
        if (answered is { IsClosed: false } && said == LineResult.Refused)
        {
            yield return new KeyedEntry($"{key}/refused", new Entry.AnswerRefused(answered.Id, refused!));
            if (answered.Refusals.Count + 1 >= migration.Request.Policy.AskAttempts)
            {
                yield return ApproveStep.Close(answered, AskState.Cancelled);
                yield return Park(sent, key, refused!);
            }
        }
        else if (said == LineResult.Refused)
        {
            // An automatic line that is refused goes on with a person where the policy says so; the others do not wait for it.
            yield return migration.Request.Policy.OnRefusal is { } method && !line.NeedsPerson
                ? new KeyedEntry($"{key}/switched", new Entry.MethodSwitched(sent.Line, method, refused!.Id))
                : Park(sent, key, refused!);
        }
        else if (said == LineResult.NotApplied && (line.TimesNotApplied > 0 || line.Line.IsRetail || line.NeedsPerson))
        {
            yield return Park(sent, key, Catalogue.NotApplied(migration.Request.Target.Key.Value, sent.Line));
        }
        else if (said == LineResult.NoReceipt)
        {
            yield return Park(sent, key, Catalogue.NoReceipt(migration.Request.Target.Key.Value, sent.Line));
        }
    }

    private static KeyedEntry Park(RunLine sent, string key, Finding why) =>
        new($"{key}/parked", new Entry.LineJudged(sent.Line, null, LineResult.Parked, [], null, why));

    private static string? Text(JsonElement parent, string name) =>
        parent.ValueKind == JsonValueKind.Object && parent.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String
            ? value.GetString()
            : null;

    private static string Detail(JsonElement line) =>
        Text(line, "hresult") is { } code && WmiErrors.Of(code) is var error ? $" ({error.Code} {error.Name})" : "";
}
