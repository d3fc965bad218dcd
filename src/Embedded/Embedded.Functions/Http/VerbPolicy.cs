using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.AspNetCore.Routing.Matching;

namespace Microsoft.Azure.Functions.Worker.Http;

/// <summary>A route that does not answer a verb does not exist for it: the host says 404 where ASP.NET Core would say 405.</summary>
internal sealed class VerbPolicy : MatcherPolicy, IEndpointSelectorPolicy
{
    public override int Order => 0;

    public bool AppliesToEndpoints(IReadOnlyList<Endpoint> endpoints) =>
        endpoints.Any(static endpoint => endpoint.Metadata.GetMetadata<HttpFunction>() is not null);

    public Task ApplyAsync(HttpContext httpContext, CandidateSet candidates)
    {
        for (var i = 0; i < candidates.Count; i++)
        {
            if (candidates[i].Endpoint.Metadata.GetMetadata<HttpFunction>() is { } function && !function.Answers(httpContext.Request.Method))
                candidates.SetValidity(i, false);
        }
        return Task.CompletedTask;
    }
}
