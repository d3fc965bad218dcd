using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Invocations;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>The HTTP side of an invocation.</summary>
public static class FunctionContextExtensions
{
    /// <summary>
    /// The request the function answers; null if something else started it, or in middleware used before <c>ConfigureFunctionsWebApplication</c>.
    /// </summary>
    public static HttpContext? GetHttpContext(this FunctionContext context) => ((Invocation)context).HttpContext;
}
