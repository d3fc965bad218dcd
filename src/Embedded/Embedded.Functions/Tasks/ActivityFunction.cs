using System.Reflection;
using Microsoft.Azure.Functions.Worker.Discovery;
using Microsoft.Azure.Functions.Worker.Invocations;
using Microsoft.DurableTask.Engine;

namespace Microsoft.Azure.Functions.Worker.Tasks;

/// <summary>A function that an orchestration calls.</summary>
internal sealed class ActivityFunction(string name, MethodInfo method) : AppFunction(name, method)
{
    public override IEnumerable<string> Problems() => base.Problems()
        .Concat(Method.GetParameters().Where(IsTrigger).SelectMany(static input => WireTypes.ProblemsOf("its input", input.ParameterType)))
        .Concat(WireTypes.ProblemsOf("its result", ResultType));

    protected override Argument? ArgumentFor(ParameterInfo parameter)
    {
        if (IsTrigger(parameter))
            return invocation => Payload.Read(CallOf(invocation).Input, parameter.ParameterType);
        // Any other parameter the host would fill from the input's property of that name.
        if (parameter.Name == "instanceId" && parameter.ParameterType == typeof(string))
            return static invocation => CallOf(invocation).InstanceId;
        return CommonArgumentFor(parameter);
    }

    private static ActivityCall CallOf(Invocation invocation) => (ActivityCall)invocation.Trigger;
}
