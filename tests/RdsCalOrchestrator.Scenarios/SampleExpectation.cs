using System.Text.Json;
using Xunit;

namespace RdsCalOrchestrator.Scenarios;

/// <summary>What the sample batch must have done: the ends that lie beside it, and the simulator's own counts.</summary>
internal static class SampleExpectation
{
    internal static async Task AssertAsync(
        IReadOnlyList<JsonElement> views, EstateCounts before, EstateCounts after, CancellationToken cancellation)
    {
        var file = await File.ReadAllTextAsync(Path.Combine(ScenarioSetup.SampleFolder, "batch.expected.json"), cancellation);
        var expected = JsonDocument.Parse(file).RootElement.EnumerateArray()
            .Select(static e => $"{e.Text("migration")} {e.Text("ends")}").ToHashSet();
        Assert.Equal(expected.Count, views.Count);
        // The view of a wrong one says why.
        Assert.Empty(views.Where(v => !expected.Contains($"{v.Text("migration")} {(v.TryGetProperty("end", out var end) ? end : default)}"))
            .Select(static v => v.GetRawText()));

        foreach (var target in views.GroupBy(static v => v.Text("target")))
        {
            var imported = target.Where(static v => v.Text("end") != "Blocked")
                .SelectMany(static v => v.GetProperty("lines").EnumerateArray()).ToList();
            Assert.Equal(imported.Sum(static l => l.GetProperty("cals").GetInt64()), after.CalsOn(target.Key) - before.CalsOn(target.Key));
            Assert.Equal(imported.Count, after.Effects(target.Key, "imported"));
        }

        Assert.All(views.Where(static v => v.Text("end") == "Proved"), view => Assert.Equal(0, after.CalsOn(view.Text("source"))));
        Assert.All(views.Where(static v => v.Text("end") is "Attested" or "SourceNotCleaned"), static view =>
            Assert.True(view.Text("end") == "Attested" || view.GetProperty("obligation").GetProperty("isOpen").GetBoolean()));
    }
}
