using Microsoft.Azure.Functions.Worker.Extensions.Abstractions;

namespace Microsoft.Azure.Functions.Worker;

/// <summary>Starts the function by an HTTP request.</summary>
public sealed class HttpTriggerAttribute : TriggerBindingAttribute
{
    public HttpTriggerAttribute()
    {
    }

    public HttpTriggerAttribute(params string[] methods) => Methods = methods;

    public HttpTriggerAttribute(AuthorizationLevel authLevel) => AuthLevel = authLevel;

    public HttpTriggerAttribute(AuthorizationLevel authLevel, params string[] methods)
    {
        AuthLevel = authLevel;
        Methods = methods;
    }

    /// <summary>The route template under the prefix of host.json; without one, the function's name.</summary>
    public string? Route { get; set; }

    /// <summary>The verbs it answers; none given means every verb.</summary>
    public string[]? Methods { get; private set; }

    /// <summary>The key a caller must show; a function key unless said otherwise.</summary>
    public AuthorizationLevel AuthLevel { get; private set; } = AuthorizationLevel.Function;
}
