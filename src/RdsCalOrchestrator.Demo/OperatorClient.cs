using System.Net.Http.Json;
using System.Text.Json;

namespace RdsCalOrchestrator.Demo;

/// <summary>An operator over HTTP, as any client of the app would be.</summary>
internal sealed class OperatorClient(HttpClient http, string apiBase, string key)
{
    internal async Task<JsonElement> SubmitAsync(string batch, string samples, CancellationToken cancellation)
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(samples, "estate.json"), cancellation)), "estate", "estate.json" },
            { new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(samples, "batch.csv"), cancellation)), "batch", "batch.csv" },
            { new StringContent(batch), "batch" },
            { new StringContent("demo operator"), "requestedBy" },
        };
        return await SendAsync(HttpMethod.Post, "batches", form, cancellation);
    }

    internal Task<JsonElement> GetAsync(string path, CancellationToken cancellation) => SendAsync(HttpMethod.Get, path, null, cancellation);

    internal async Task<string?> LinkAsync(string customer, string migration, string ask, CancellationToken cancellation)
    {
        using var request = Request(HttpMethod.Post, $"migrations/{customer}/{migration}/asks/{ask}/link", null);
        using var response = await http.SendAsync(request, cancellation);
        return response.IsSuccessStatusCode ? (await response.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("link").GetString() : null;
    }

    /// <summary>Lets a parked line go on by a method.</summary>
    internal async Task SetMethodAsync(string customer, string migration, int line, string method, CancellationToken cancellation)
    {
        using var body = JsonContent.Create(new { by = "demo operator", note = "nothing was created; goes on", method });
        await SendAsync(HttpMethod.Post, $"migrations/{customer}/{migration}/lines/{line}/method", body, cancellation);
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellation)
    {
        using var request = Request(method, path, content);
        using var response = await http.SendAsync(request, cancellation);
        if (!response.IsSuccessStatusCode)
            throw new HttpRequestException($"{method} {path} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellation)}");
        return await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
    }

    private HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, $"{apiBase}/{path}") { Content = content };
        request.Headers.Add("x-functions-key", key);
        return request;
    }
}
