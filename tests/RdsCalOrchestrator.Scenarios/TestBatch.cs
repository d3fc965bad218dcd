using System.Text.Json;
using RdsCalOrchestrator.Demo;

namespace RdsCalOrchestrator.Scenarios;

/// <summary>
/// A batch on the running system with people who answer whatever is asked; time goes on only when nobody has anything to do.
/// </summary>
internal sealed class TestBatch(ScenarioHost host, HttpClient http, string name)
{
    private const int MostSteps = 3000;

    private readonly OperatorClient _operators = new(http, new Uri(host.App, "/api").ToString(), ScenarioHost.Key);
    private readonly Approver _approver = new(http, host.Simulator);

    /// <summary>Called whenever everything has come to rest.</summary>
    internal Func<Task> AfterEachStep { get; init; } = static () => Task.CompletedTask;

    /// <summary>Submits estate and batch of a folder and runs them to their ends; the views of all migrations.</summary>
    internal async Task<IReadOnlyList<JsonElement>> RunAsync(string folder, CancellationToken cancellation)
    {
        await SubmitAsync(folder, cancellation);
        return await ToTheEndAsync(cancellation);
    }

    internal Task SubmitAsync(string folder, CancellationToken cancellation) => _operators.SubmitAsync(name, folder, cancellation);

    internal async Task<IReadOnlyList<JsonElement>> ToTheEndAsync(CancellationToken cancellation)
    {
        for (var step = 0; step < MostSteps; step++)
        {
            await host.RestAsync(cancellation);
            await AfterEachStep();
            var batch = await _operators.GetAsync($"batches/{name}", cancellation);
            // Also when it is done: an operator may have something to decide about a line that is parked.
            var waiting = await ViewsAsync(batch, static row => Is(row, "waitsForPerson") || Is(row, "hasParkedLine"), cancellation);
            if (await AnswerAsync(waiting, cancellation))
                continue;
            if (batch.GetProperty("isDone").GetBoolean())
                return await ViewsAsync(cancellation);
            await host.PassAsync(cancellation);
        }

        throw new InvalidOperationException($"The batch has not ended after {MostSteps} steps.");
    }

    internal async Task<IReadOnlyList<JsonElement>> ViewsAsync(CancellationToken cancellation) =>
        await ViewsAsync(await _operators.GetAsync($"batches/{name}", cancellation), static _ => true, cancellation);

    private static bool Is(JsonElement row, string what) => row.GetProperty("progress").GetProperty(what).GetBoolean();

    private async Task<IReadOnlyList<JsonElement>> ViewsAsync(
        JsonElement batch, Func<JsonElement, bool> which, CancellationToken cancellation)
    {
        var views = new List<JsonElement>();
        foreach (var row in batch.GetProperty("migrations").EnumerateArray().Where(which))
            views.Add(await _operators.GetAsync($"migrations/{row.Text("customer")}/{row.Text("migration")}", cancellation));
        return views;
    }

    private async Task<bool> AnswerAsync(IReadOnlyList<JsonElement> views, CancellationToken cancellation)
    {
        var answered = false;
        foreach (var view in views)
        {
            answered |= (await _operators.LetGoOnAsync(view, cancellation)).Count > 0;
            foreach (var ask in view.GetProperty("asks").EnumerateArray().Where(static a => a.Text("state") == "open"))
            {
                var link = await _operators.LinkAsync(view.Text("customer"), view.Text("migration"), ask.Text("ask"), cancellation);
                answered |= await AnswerAsync(host.Reachable(link!), IsOfTelephone(view, ask), cancellation);
            }
        }

        return answered;
    }

    private async Task<bool> AnswerAsync(string link, bool byTelephone, CancellationToken cancellation)
    {
        try
        {
            await _approver.AnswerAsync(link, cancellation, byTelephone);
            return true;
        }
        catch (HttpRequestException refused) when (byTelephone && refused.StatusCode is null)
        {
            // The desk gives none: there is nothing to type, and the question stays open until its time is over.
            return false;
        }
    }

    private static bool IsOfTelephone(JsonElement view, JsonElement ask) =>
        ask.TryGetProperty("line", out var number) && number.ValueKind == JsonValueKind.Number
        && view.GetProperty("lines").EnumerateArray()
            .Single(l => l.GetProperty("line").GetInt32() == number.GetInt32()).Text("method") == "telephone";
}
