using System.Text.Json;
using RdsCalOrchestrator.Demo;
using RdsCalOrchestrator.Scenarios.FaultRuns.Plan;

namespace RdsCalOrchestrator.Scenarios.FaultRuns;

/// <summary>
/// The people who are asked: they answer right, late, wrong, twice or never. What one does with a question depends on the seed and the
/// question alone.
/// </summary>
internal sealed class RunPeople(FaultPlan plan, ScenarioHost host, HttpClient http, CancellationToken cancellation)
{
    private readonly Approver _approver = new(http, host.Simulator);
    private readonly Dictionary<string, (string Entry, DateTimeOffset NextDue)> _seen = [];
    private readonly Dictionary<string, (Manner Manner, DateTimeOffset At)> _questions = [];

    private OperatorClient Operators => new(http, new Uri(host.App, "/api").ToString(), ScenarioHost.Key);

    private enum Manner
    {
        Right,
        Twice,

        /// <summary>First something that no form takes, then right.</summary>
        Malformed,

        /// <summary>An ID that looks right and was given to nobody; another count; where only yes or no is asked: no.</summary>
        Wrong,
        Never,
    }

    /// <summary>Is there anything new for them in a migration of the list, or anything due by now.</summary>
    internal bool HaveToLookAt(JsonElement row) =>
        !_seen.TryGetValue(row.Text("migration"), out var seen) || seen.Entry != row.Text("lastEntryAt") || seen.NextDue <= host.Now;

    /// <summary>Answers what is due of a migration's questions; in calm times everything, and right.</summary>
    /// <returns>Was anything answered.</returns>
    internal async Task<bool> AnswerAsync(JsonElement row, JsonElement view, bool isCalm)
    {
        var answered = false;
        var nextDue = DateTimeOffset.MaxValue;
        foreach (var ask in view.GetProperty("asks").EnumerateArray().Where(static a => a.Text("state") == "open"))
        {
            var refused = ask.TryGetProperty("refusedBecause", out var why) && why.ValueKind == JsonValueKind.String;
            var question = $"{view.Text("migration")}/{ask.Text("ask")}/{(refused ? "again" : "first")}";
            if (!_questions.TryGetValue(question, out var how))
                _questions[question] = how = Draw(question);
            if (!isCalm && (how.Manner == Manner.Never || how.At > host.Now))
            {
                nextDue = how.Manner != Manner.Never && how.At < nextDue ? how.At : nextDue;
                continue;
            }

            var link = await Operators.LinkAsync(RunFiles.Customer, view.Text("migration"), ask.Text("ask"), cancellation);
            if (link is null)
                continue;
            await AnswerAsync(host.Reachable(link), isCalm ? Manner.Right : how.Manner, ask.Text("kind"), question);
            // Whatever came of it: the next time somebody who is asked the same does it right.
            _questions[question] = (Manner.Right, host.Now);
            answered = true;
        }

        _seen[view.Text("migration")] = (row.Text("lastEntryAt"), nextDue);
        return answered;
    }

    private (Manner Manner, DateTimeOffset At) Draw(string question)
    {
        var dice = Dice.For(plan.Seed, question);
        var manner = dice.Pick((70, Manner.Right), (7, Manner.Twice), (8, Manner.Malformed), (9, Manner.Wrong), (6, Manner.Never));
        var minutes = dice.Pick((60, 0), (25, dice.Next(1, 60)), (15, dice.Next(60, 300)));
        return (manner, host.Now + TimeSpan.FromMinutes(minutes));
    }

    private async Task AnswerAsync(string link, Manner manner, string kind, string question)
    {
        if (manner is Manner.Malformed)
            await SendAsync(link, kind, "not an ID", "about ten", "maybe");
        if (manner is Manner.Wrong)
        {
            var dice = Dice.For(plan.Seed, $"{question}/wrong");
            var id = new string([.. Enumerable.Range(0, 35).Select(_ => "BCDFGHJKMPQRTVWXY2346789"[dice.Next(24)])]);
            await SendAsync(link, kind, id, "1", "no");
            return;
        }

        await RightAsync(link);
        if (manner is Manner.Twice)
            await RightAsync(link);
    }

    private async Task RightAsync(string link)
    {
        try
        {
            await _approver.AnswerAsync(link, cancellation);
        }
        catch (HttpRequestException refused) when (refused.StatusCode is null)
        {
            // The Clearinghouse gives no ID for this: they have nothing to type, and the question stays open.
        }
    }

    private async Task SendAsync(string link, string kind, string id, string cals, string agrees)
    {
        var field = kind switch { "planApproval" => ("cals", cals), "keyPackId" or "licenseServerId" => ("id", id), _ => ("agrees", agrees) };
        using var form = new FormUrlEncodedContent([new("name", "Ada"), new(field.Item1, field.Item2)]);
        using var answer = await http.PostAsync(new Uri(link), form, cancellation);
        if ((int)answer.StatusCode >= 500)
            throw new InvalidOperationException($"An answer of {kind} broke the app: {(int)answer.StatusCode}.");
    }
}
