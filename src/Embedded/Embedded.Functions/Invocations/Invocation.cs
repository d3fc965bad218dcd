using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Discovery;

namespace Microsoft.Azure.Functions.Worker.Invocations;

/// <summary>One invocation of one function.</summary>
/// <param name="trigger">What started it, in the form its kind of function knows.</param>
internal sealed class Invocation(AppFunction function, object trigger, IServiceProvider services, CancellationToken cancellation)
    : FunctionContext
{
    public override string InvocationId { get; } = Guid.CreateVersion7().ToString();

    public override string FunctionId => Function.Id;

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override FunctionDefinition FunctionDefinition => Function;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override CancellationToken CancellationToken => cancellation;

    public AppFunction Function => function;

    public object Trigger => trigger;

    public HttpContext? HttpContext { get; set; }

    public object? Result { get; set; }
}
