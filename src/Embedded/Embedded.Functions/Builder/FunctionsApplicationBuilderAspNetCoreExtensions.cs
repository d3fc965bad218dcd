using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Lets functions take ASP.NET Core requests and return ASP.NET Core results.</summary>
public static class FunctionsApplicationBuilderAspNetCoreExtensions
{
    /// <summary>
    /// Results are written where this is called: middleware used before it is outside, and sees no <c>HttpContext</c> on the way in.
    /// </summary>
    public static FunctionsApplicationBuilder ConfigureFunctionsWebApplication(this FunctionsApplicationBuilder builder)
    {
        // A second time would write every result twice.
        if (builder.AnswersHttp)
            return builder;
        builder.AnswersHttp = true;
        builder.UseMiddleware<HttpResults>();
        return builder;
    }
}
