using System.Text.Json;
using Xunit;

namespace RdsCalOrchestrator.Infra.Tests;

/// <summary>Who watches the app.</summary>
public sealed class AlertTests
{
    [Fact]
    public void Rules_Always_WatchEachMetricAndSilence()
    {
        var queries = Infrastructure.Predicted("main", "Microsoft.Insights/scheduledQueryRules").Select(Query).ToList();
        Assert.Equal(5, queries.Count);
        Assert.All(["rdscal.migrations.stuck", "rdscal.asks.oldest_age", "rdscal.obligations.past_due", "rdscal.batches.failed"],
            metric => Assert.Single(queries, q => q.Contains($"\"{metric}\"", StringComparison.Ordinal)));
        Assert.Single(queries, static q => q.Contains("\"KeepGoing\"", StringComparison.Ordinal));
    }

    // The rule looks for this name: a timer that is renamed must be renamed there, too.
    [Fact]
    public void Silence_Always_NamesATimerOfTheApp() =>
        Assert.Contains(
            "[Function(nameof(KeepGoing))]",
            Repository.Read("src/RdsCalOrchestrator.Functions/Migrations/KeepGoing.cs"), StringComparison.Ordinal);

    [Fact]
    public void Rules_WithAddresses_TellThem()
    {
        var receivers = Assert.Single(Infrastructure.Predicted("everything", "Microsoft.Insights/actionGroups"));
        Assert.All(Infrastructure.Predicted("everything", "Microsoft.Insights/scheduledQueryRules"), rule =>
            Assert.Equal(receivers.GetProperty("id").GetString(),
                Assert.Single(rule.GetProperty("properties").GetProperty("actions").GetProperty("actionGroups").EnumerateArray()).GetString()));
        Assert.Empty(Infrastructure.Predicted("main", "Microsoft.Insights/actionGroups"));
    }

    [Fact]
    public void Alerts_Always_AreExplained()
    {
        var explained = Repository.Read("docs/deploying.md");
        Assert.All(Infrastructure.Predicted("main", "Microsoft.Insights/scheduledQueryRules"), rule =>
            Assert.Contains(rule.GetProperty("properties").GetProperty("displayName").GetString()!, explained, StringComparison.Ordinal));
    }

    [Fact]
    public void Workbook_Always_ShowsWhatAlertsWatch()
    {
        var workbook = Repository.Read("infra/modules/workbook.json");
        Assert.All(["rdscal.migrations.stuck", "rdscal.asks.oldest_age", "rdscal.obligations.past_due", "rdscal.batches.failed"],
            metric => Assert.Contains(metric, workbook, StringComparison.Ordinal));
        Assert.Single(Infrastructure.Predicted("main", "Microsoft.Insights/workbooks"));
    }

    private static string Query(JsonElement rule) =>
        rule.GetProperty("properties").GetProperty("criteria").GetProperty("allOf")[0].GetProperty("query").GetString()!;
}
