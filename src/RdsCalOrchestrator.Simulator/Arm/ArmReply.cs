using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Http;

namespace RdsCalOrchestrator.Simulator.Arm;

/// <summary>One answer of Azure Resource Manager, with the address of its operation where it goes on after the answer.</summary>
internal sealed record ArmReply(int Status, JsonNode? Body = null, Operation? Operation = null) : IResult
{
    public Dictionary<string, string> Headers { get; } = [];

    public Task ExecuteAsync(HttpContext httpContext)
    {
        var response = httpContext.Response;
        response.StatusCode = Status;
        foreach (var (name, value) in Headers)
            response.Headers[name] = value;
        if (Operation is not null)
        {
            // Always https: the SDK sends its token nowhere else, and a caller's transport may lead it here over loopback.
            var address = $"https://{httpContext.Request.Host}{Operation.Path}";
            var query = $"api-version={ArmEndpoints.ApiVersion}";
            response.Headers["Azure-AsyncOperation"] = $"{address}?p={Operation.Id}&{query}";
            if (Status == StatusCodes.Status202Accepted)
                response.Headers.Location = $"{address}?p={Operation.Id}&monitor=true&{query}";
        }

        return Body is null ? Task.CompletedTask : response.WriteAsJsonAsync(Body, httpContext.RequestAborted);
    }
}
