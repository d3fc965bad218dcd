using Microsoft.AspNetCore.Http;
using Microsoft.Azure.Functions.Worker.Discovery;

namespace Microsoft.Azure.Functions.Worker.Invocations;

/// <summary>One call of one function, whatever triggered it.</summary>
internal sealed class Invocation(AppFunction function, IServiceProvider services, object? trigger, string instanceId, CancellationToken cancellation) : FunctionContext
{
    public override string InvocationId { get; } = Guid.NewGuid().ToString();

    public override string FunctionId => function.Definition.Id;

    public override IServiceProvider InstanceServices { get; set; } = services;

    public override FunctionDefinition FunctionDefinition => function.Definition;

    public override IDictionary<object, object> Items { get; set; } = new Dictionary<object, object>();

    public override CancellationToken CancellationToken => cancellation;

    public AppFunction Function => function;

    /// <summary>What the trigger parameter gets: a request, a timer's info, a context, or an activity's input as JSON.</summary>
    public object? Trigger => trigger;

    /// <summary>The orchestration an activity belongs to.</summary>
    public string InstanceId => instanceId;

    public HttpContext? HttpContext { get; init; }

    public object? Result { get; set; }
}
