using System.Text.Json;

namespace RdsCalOrchestrator.Demo;

/// <summary>Submits the sample batch, shows how it goes, hands out links or answers them, and compares the ends with what is expected.</summary>
internal sealed class DemoRun(OperatorClient operators, Approver? approver, HttpClient http, SimulatorProcess simulator)
{
    private const string Batch = "demo";

    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(400);

    private readonly Dictionary<string, string> _shown = [];
    private readonly HashSet<string> _handedOut = [];

    /// <exception cref="SimulatorGoneException">The estate has ended under it.</exception>
    internal async Task<bool> RunAsync(string samples, string? json, string before, CancellationToken cancellation)
    {
        var countsBefore = await CountsAsync(before, cancellation);
        await operators.SubmitAsync(Batch, samples, cancellation);
        while (true)
        {
            await simulator.EnsureAliveAsync(cancellation);
            try
            {
                var batch = await FollowAsync(cancellation);
                if (batch.GetProperty("isDone").GetBoolean())
                    return await ReportAsync(batch, samples, json, countsBefore, cancellation);
            }
            catch (HttpRequestException)
            {
                await simulator.EnsureAliveAsync(cancellation);
                throw;
            }

            await Task.Delay(Look, TimeProvider.System, cancellation);
        }
    }

    private async Task<JsonElement> FollowAsync(CancellationToken cancellation)
    {
        var batch = await operators.GetAsync($"batches/{Batch}", cancellation);
        foreach (var row in batch.GetProperty("migrations").EnumerateArray())
            await FollowAsync(Text(row, "customer")!, Text(row, "migration")!, cancellation);
        // Read once more: what was done may be done no longer, when an operator has let a line go on.
        return await operators.GetAsync($"batches/{Batch}", cancellation);
    }

    private async Task FollowAsync(string customer, string migration, CancellationToken cancellation)
    {
        var view = await operators.GetAsync($"migrations/{customer}/{migration}", cancellation);
        var state = Text(view, "end") ?? Text(view, "state")!;
        if (_shown.GetValueOrDefault(migration) != state)
            Console.WriteLine($"  {migration,-9} {_shown[migration] = state}");
        foreach (var why in approver is null ? [] : await operators.LetGoOnAsync(view, cancellation))
            Console.WriteLine($"  {migration,-9} {why} The operator lets it go on.");
        foreach (var ask in view.GetProperty("asks").EnumerateArray().Where(static a => Text(a, "state") == "open"))
        {
            var id = Text(ask, "ask")!;
            if (_handedOut.Contains($"{migration}/{id}/{Text(ask, "refusedBecause")}")
                || await operators.LinkAsync(customer, migration, id, cancellation) is not { } link)
                continue;
            _handedOut.Add($"{migration}/{id}/{Text(ask, "refusedBecause")}");
            Console.WriteLine(
                $"  {migration,-9} asks {string.Join(", ", ask.GetProperty("audience").EnumerateArray())}: {Text(ask, "kind")}"
                + (approver is null ? $"\n            {link}" : ""));
            if (approver is not null)
                await approver.AnswerAsync(link, cancellation);
        }
    }

    private async Task<bool> ReportAsync(JsonElement batch, string samples, string? json, JsonElement countsBefore, CancellationToken cancellation)
    {
        var countsAfter = await CountsAsync(null, cancellation);
        var expected = JsonDocument.Parse(await File.ReadAllTextAsync(Path.Combine(samples, "batch.expected.json"), cancellation))
            .RootElement.EnumerateArray()
            .ToDictionary(static e => Text(e, "migration")!, static e => Text(e, "ends")!);
        var results = new List<object>();
        var asExpected = true;
        Console.WriteLine();
        foreach (var row in batch.GetProperty("migrations").EnumerateArray())
        {
            var view = await operators.GetAsync($"migrations/{Text(row, "customer")}/{Text(row, "migration")}", cancellation);
            var (id, end) = (Text(view, "migration")!, Text(view, "end") ?? "not ended");
            var isExpected = expected.GetValueOrDefault(id) == end;
            asExpected &= isExpected;
            Console.WriteLine(
                $"  {id,-9} {end,-17}{(isExpected ? "" : $" expected {expected.GetValueOrDefault(id)}")} {Text(view, "verdictBecause")}");
            if (!isExpected || end == "Blocked")
            {
                foreach (var finding in view.GetProperty("findings").EnumerateArray().Where(static f => Text(f, "severity") != "info"))
                    Console.WriteLine($"            {Text(finding, "id")}: {Text(finding, "sentence")} {Text(finding, "fix")}");
            }

            results.Add(Result(view, end, countsBefore, countsAfter));
        }

        await ObligationsAsync(batch, cancellation);
        if (json is not null)
        {
            await File.WriteAllTextAsync(
                json,
                JsonSerializer.Serialize(results, new JsonSerializerOptions(JsonSerializerDefaults.Web) { WriteIndented = true }),
                cancellation);
        }

        return asExpected;
    }

    private async Task ObligationsAsync(JsonElement batch, CancellationToken cancellation)
    {
        Console.WriteLine();
        Console.WriteLine("Open obligations:");
        foreach (var row in batch.GetProperty("migrations").EnumerateArray())
        {
            var view = await operators.GetAsync($"migrations/{Text(row, "customer")}/{Text(row, "migration")}", cancellation);
            if (view.TryGetProperty("obligation", out var owed) && owed.GetProperty("isOpen").GetBoolean())
            {
                Console.WriteLine(
                    $"  {Text(view, "migration"),-9} {Text(owed, "owner")} owes the clean-up of {Text(view, "source")} "
                    + $"until {owed.GetProperty("due").GetDateTimeOffset():yyyy-MM-dd}");
            }
        }
    }

    private static object Result(JsonElement view, string end, JsonElement before, JsonElement after) => new
    {
        migration = Text(view, "migration"),
        methods = view.GetProperty("lines").EnumerateArray().Select(static l => Text(l, "method")).Distinct(),
        end,
        verdict = Text(view, "verdict"),
        obligation = view.TryGetProperty("obligation", out var owed) ? owed : (JsonElement?)null,
        source = new { server = Text(view, "source"), before = Totals(before, Text(view, "source")), after = Totals(after, Text(view, "source")) },
        target = new { server = Text(view, "target"), before = Totals(before, Text(view, "target")), after = Totals(after, Text(view, "target")) },
    };

    private static JsonElement? Totals(JsonElement counts, string? server) => counts.GetProperty("machines").EnumerateArray()
        .Where(m => string.Equals(Text(m, "computerName"), server, StringComparison.OrdinalIgnoreCase))
        .Select(static m => (JsonElement?)m.GetProperty("totals")).FirstOrDefault();

    /// <summary>As the simulator counts; the count before the first submit is kept, so that a killed run compares with it too.</summary>
    private async Task<JsonElement> CountsAsync(string? keep, CancellationToken cancellation)
    {
        if (keep is not null && File.Exists(keep))
            return JsonDocument.Parse(await File.ReadAllTextAsync(keep, cancellation)).RootElement;
        var text = await http.GetStringAsync(new Uri(simulator.Address, "/simulator/estate"), cancellation);
        if (keep is not null)
            await File.WriteAllTextAsync(keep, text, cancellation);
        return JsonDocument.Parse(text).RootElement;
    }

    private static string? Text(JsonElement element, string name) =>
        element.TryGetProperty(name, out var value) && value.ValueKind == JsonValueKind.String ? value.GetString() : null;
}
