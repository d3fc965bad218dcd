using System.Globalization;
using Microsoft.AspNetCore.Http;

namespace RdsCalOrchestrator.Benchmarks;

/// <summary>
/// Throttles what is sent to the simulated Azure, and counts it: token buckets that know nothing of the app's own. One region. Says what is
/// left in Azure's headers.
/// </summary>
internal sealed class ThrottledAzure(AzureLimits limits, TimeProvider time)
{
    private const int SegmentsOfServer = 9;

    private readonly Lock _gate = new();
    private readonly Dictionary<string, (double Tokens, DateTimeOffset At)> _buckets = [];

    internal int Calls { get; private set; }

    internal int Refused { get; private set; }

    /// <summary>Calls that were let through, by method.</summary>
    internal Dictionary<string, int> Passed { get; } = [];

    /// <summary>When the latest call came.</summary>
    internal DateTimeOffset LastAt { get; private set; }

    internal async Task HandleAsync(HttpContext context, RequestDelegate next)
    {
        if (!context.Request.Path.StartsWithSegments("/subscriptions") || Pay(context) is not { } wait)
        {
            await next(context);
            return;
        }

        context.Response.StatusCode = StatusCodes.Status429TooManyRequests;
        context.Response.Headers.RetryAfter = Math.Ceiling(wait.TotalSeconds).ToString(CultureInfo.InvariantCulture);
        await context.Response.WriteAsJsonAsync(new { code = "OperationNotAllowed", message = "Too many requests." }, context.RequestAborted);
    }

    // Null when all buckets had a token; else how long until the emptiest has one.
    private TimeSpan? Pay(HttpContext context)
    {
        var (method, server) = (context.Request.Method, string.Join('/', context.Request.Path.Value!.Split('/').Take(SegmentsOfServer)));
        var (kind, rate) = method switch { "GET" => ("reads", limits.Reads), "DELETE" => ("deletes", limits.Deletes), _ => ("writes", limits.Writes) };
        (string Key, TokenRate Rate, string Header, string Entry)[] all =
        [
            (kind, rate, $"x-ms-ratelimit-remaining-subscription-{kind}", ""),
            .. method == "GET" ? [] : new[]
            {
                ("region", limits.Region, "x-ms-ratelimit-remaining-resource", "Microsoft.Compute/UpdateVMSubscription;"),
                (server, limits.Server, "x-ms-ratelimit-remaining-resource", "Microsoft.Compute/UpdateVMResource;"),
            },
        ];
        lock (_gate)
        {
            Calls++;
            LastAt = time.GetUtcNow();
            var left = all.Select(b => (b.Key, b.Rate, b.Header, b.Entry, Tokens: TokensOf(b.Key, b.Rate))).ToList();
            var isRefused = left.Any(static b => b.Tokens < 1);
            foreach (var b in left.Where(_ => !isRefused))
                _buckets[b.Key] = (b.Tokens - 1, LastAt);
            foreach (var header in left.GroupBy(static b => b.Header))
                context.Response.Headers[header.Key] = string.Join(',', header.Select(b => $"{b.Entry}{(int)(isRefused ? b.Tokens : b.Tokens - 1)}"));
            if (isRefused)
            {
                Refused++;
                return left.Max(static b => TimeSpan.FromMinutes((1 - b.Tokens) / b.Rate.PerMinute));
            }

            Passed[method] = Passed.GetValueOrDefault(method) + 1;
            return null;
        }
    }

    private double TokensOf(string key, TokenRate rate)
    {
        var (tokens, at) = _buckets.GetValueOrDefault(key, (rate.Burst, LastAt));
        return Math.Min(rate.Burst, tokens + ((LastAt - at).TotalMinutes * rate.PerMinute));
    }
}
