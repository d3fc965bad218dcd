using System.Net.Http.Json;
using Microsoft.DurableTask.Client;
using RdsCalOrchestrator.Demo;
using Xunit;

namespace RdsCalOrchestrator.Scenarios;

/// <summary>A batch whose control loop has ended is looked after again when one of its migrations is resumed.</summary>
public sealed class BatchResumeTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Batch_ThatWasDone_GoesOnWhenAMigrationIsResumed()
    {
        await using var host = await ScenarioHost.StartAsync(ScenarioSetup.Sample);
        using var http = new HttpClient();
        using var folder = await FirstMigrationAsync();
        await new OperatorClient(http, new Uri(host.App, "/api").ToString(), ScenarioHost.Key).SubmitAsync("short", folder.Path, Cancellation);
        await CallAsync(host, http, "cancel");
        await host.PassUntilAsync(async () => await StatusAsync(host) == OrchestrationRuntimeStatus.Completed, Cancellation);

        await CallAsync(host, http, "resume");

        Assert.Equal(OrchestrationRuntimeStatus.Running, await StatusAsync(host));
    }

    private static async Task<TemporaryFolder> FirstMigrationAsync()
    {
        var folder = new TemporaryFolder();
        File.Copy(Path.Combine(ScenarioSetup.SampleFolder, "estate.json"), Path.Combine(folder.Path, "estate.json"));
        var rows = await File.ReadAllLinesAsync(Path.Combine(ScenarioSetup.SampleFolder, "batch.csv"), Cancellation);
        await File.WriteAllLinesAsync(Path.Combine(folder.Path, "batch.csv"), rows.Take(3), Cancellation);
        return folder;
    }

    private static async Task<OrchestrationRuntimeStatus?> StatusAsync(ScenarioHost host)
    {
        await host.RestAsync(Cancellation);
        return (await host.Engine.Client.GetInstanceAsync("batch:short", Cancellation))?.RuntimeStatus;
    }

    private static async Task CallAsync(ScenarioHost host, HttpClient http, string call)
    {
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(host.App, $"/api/migrations/tamarisk/tam-01/{call}"))
        {
            Content = JsonContent.Create(new { by = "tester", note = "a test" }),
        };
        request.Headers.Add("x-functions-key", ScenarioHost.Key);
        using var answer = await http.SendAsync(request, Cancellation);
        answer.EnsureSuccessStatusCode();
    }
}
