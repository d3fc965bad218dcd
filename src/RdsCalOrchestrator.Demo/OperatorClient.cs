using System.Globalization;
using System.Net.Http.Json;
using System.Text.Json;

namespace RdsCalOrchestrator.Demo;

/// <summary>An operator over HTTP, as any client of the app would be.</summary>
internal sealed class OperatorClient(HttpClient http, string apiBase, string key)
{
    internal async Task<JsonElement> SubmitAsync(string batch, string samples, CancellationToken cancellation, int? concurrency = null)
    {
        using var form = new MultipartFormDataContent
        {
            { new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(samples, "estate.json"), cancellation)), "estate", "estate.json" },
            { new ByteArrayContent(await File.ReadAllBytesAsync(Path.Combine(samples, "batch.csv"), cancellation)), "batch", "batch.csv" },
            { new StringContent(batch), "batch" },
            { new StringContent("demo operator"), "requestedBy" },
        };
        if (concurrency is { } most)
            form.Add(new StringContent(most.ToString(CultureInfo.InvariantCulture)), "concurrency");
        return await SendAsync(HttpMethod.Post, "batches", form, cancellation);
    }

    internal Task<JsonElement> GetAsync(string path, CancellationToken cancellation) => SendAsync(HttpMethod.Get, path, null, cancellation);

    internal async Task<string?> LinkAsync(string customer, string migration, string ask, CancellationToken cancellation)
    {
        using var request = Request(HttpMethod.Post, $"migrations/{customer}/{migration}/asks/{ask}/link", null);
        using var response = await http.SendAsync(request, cancellation);
        return response.IsSuccessStatusCode
            ? (await response.Content.ReadFromJsonAsync<JsonElement>(cancellation)).GetProperty("link").GetString()
            : null;
    }

    /// <summary>
    /// Decides as an operator may about lines whose call broke and created nothing, or of which a server that lost its power knows nothing:
    /// they go on by the method they have. Says of each why it had stopped.
    /// </summary>
    internal async Task<IReadOnlyList<string>> LetGoOnAsync(JsonElement view, CancellationToken cancellation)
    {
        var stopped = new List<string>();
        var address = $"migrations/{view.GetProperty("customer").GetString()}/{view.GetProperty("migration").GetString()}";
        foreach (var line in view.GetProperty("lines").EnumerateArray().Where(static l => l.GetProperty("state").GetString() == "Parked"))
        {
            var finding = line.GetProperty("finding");
            if (finding.GetProperty("id").GetString() is not ("RUN-NOT-APPLIED" or "RUN-NO-RECEIPT"))
                continue;
            var method = line.GetProperty("method").GetString();
            using var body = JsonContent.Create(new { by = "demo operator", note = "nothing was created; goes on", method });
            await SendAsync(HttpMethod.Post, $"{address}/lines/{line.GetProperty("line").GetInt32()}/method", body, cancellation);
            stopped.Add(finding.GetProperty("sentence").GetString()!);
        }

        return stopped;
    }

    private async Task<JsonElement> SendAsync(HttpMethod method, string path, HttpContent? content, CancellationToken cancellation)
    {
        using var request = Request(method, path, content);
        using var response = await http.SendAsync(request, cancellation);
        if (!response.IsSuccessStatusCode)
        {
            throw new HttpRequestException(
                $"{method} {path} answered {(int)response.StatusCode}: {await response.Content.ReadAsStringAsync(cancellation)}");
        }

        return await response.Content.ReadFromJsonAsync<JsonElement>(cancellation);
    }

    private HttpRequestMessage Request(HttpMethod method, string path, HttpContent? content)
    {
        var request = new HttpRequestMessage(method, $"{apiBase}/{path}") { Content = content };
        request.Headers.Add("x-functions-key", key);
        return request;
    }
}
