using System.Net.Http.Json;

namespace RdsCalOrchestrator.Scenarios;

/// <summary>Calls of an operator that the demo does not make.</summary>
internal static class OperatorCalls
{
    internal static async Task<HttpResponseMessage> CallAsync(
        this HttpClient http, ScenarioHost host, HttpMethod method, string path, object? body, CancellationToken cancellation)
    {
        using var content = body is null ? null : JsonContent.Create(body);
        using var request = new HttpRequestMessage(method, new Uri(host.App, $"/api/{path}")) { Content = content };
        request.Headers.Add("x-functions-key", ScenarioHost.Key);
        return await http.SendAsync(request, cancellation);
    }

    /// <summary>Cancels or resumes a migration.</summary>
    internal static async Task NoteAsync(
        this HttpClient http, ScenarioHost host, string migration, string call, CancellationToken cancellation, string by = "tester")
    {
        var note = new { by, note = "a test" };
        using var answer = await http.CallAsync(host, HttpMethod.Post, $"migrations/{migration}/{call}", note, cancellation);
        answer.EnsureSuccessStatusCode();
    }
}
