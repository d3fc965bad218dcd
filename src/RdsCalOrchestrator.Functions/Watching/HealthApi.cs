using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker;
using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace RdsCalOrchestrator.Functions.Watching;

/// <summary>Whether records and task hub answer, and whether somebody should look; for operators and their monitors.</summary>
public sealed partial class HealthApi(StandingReader reader, ILogger<HealthApi> logger)
{
    // Asked of the task hub only to see that it answers; no instance has this id.
    private const string NoInstance = "health";

    [Function(nameof(GetHealth))]
    public async Task<IResult> GetHealth(
        [HttpTrigger(AuthorizationLevel.Function, "get", Route = "health")] HttpRequest request,
        [DurableClient] DurableTaskClient client,
        CancellationToken cancellation)
    {
        try
        {
            var standing = await reader.ReadAsync(cancellation);
            await client.GetInstanceAsync(NoInstance, getInputsAndOutputs: false, cancellation);
            return Results.Json(HealthAnswer.Of(standing), ApiJson.Options);
        }
        catch (Exception broken) when (!cancellation.IsCancellationRequested)
        {
            // Whatever it is, it stands in the log; who asks learns that something is.
            NotReadable(logger, broken);
            return Results.Json(HealthAnswer.Unreadable, ApiJson.Options, statusCode: StatusCodes.Status503ServiceUnavailable);
        }
    }

    [LoggerMessage(EventId = 601, Level = LogLevel.Error, Message = "Records or task hub cannot be read: the health endpoint answers 503.")]
    private static partial void NotReadable(ILogger logger, Exception broken);
}

/// <param name="Status"><c>Healthy</c>; <c>Degraded</c>: somebody should look; <c>Unhealthy</c>: records or task hub cannot be read.</param>
/// <param name="Version">The build that answers.</param>
/// <param name="Standing">Null when it cannot be read.</param>
internal sealed record HealthAnswer(string Status, string Version, Standing? Standing)
{
    internal static HealthAnswer Unreadable { get; } = new("Unhealthy", AppVersion.Text, null);

    internal static HealthAnswer Of(Standing standing) => new(standing.NeedsOperator ? "Degraded" : "Healthy", AppVersion.Text, standing);
}
