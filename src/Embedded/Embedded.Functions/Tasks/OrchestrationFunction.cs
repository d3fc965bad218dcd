using System.Reflection;
using Microsoft.Azure.Functions.Worker.Discovery;
using Microsoft.DurableTask;

namespace Microsoft.Azure.Functions.Worker.Tasks;

/// <summary>Replayed code. Beside its context it may take its input and nothing that would differ in a replay.</summary>
internal sealed class OrchestrationFunction(string name, MethodInfo method) : AppFunction(name, method)
{
    private static readonly MethodInfo GetInput = typeof(TaskOrchestrationContext).GetMethod(nameof(TaskOrchestrationContext.GetInput))!;

    public override IEnumerable<string> Problems()
    {
        var inputs = Method.GetParameters().Where(IsInput).ToList();
        var problems = base.Problems()
            .Concat(inputs.SelectMany(static input => WireTypes.ProblemsOf("its input", input.ParameterType)))
            .Concat(WireTypes.ProblemsOf("its result", ResultType));
        return inputs.Count > 1 ? problems.Append("an orchestration has one input.") : problems;
    }

    protected override Argument? ArgumentFor(ParameterInfo parameter)
    {
        if (IsTrigger(parameter))
            return parameter.ParameterType == typeof(TaskOrchestrationContext) ? static invocation => invocation.Trigger : null;
        if (parameter.ParameterType == typeof(FunctionContext))
            return static invocation => invocation;
        if (!IsInput(parameter))
            return null;
        var read = GetInput.MakeGenericMethod(parameter.ParameterType);
        return invocation => read.Invoke(invocation.Trigger, BindingFlags.DoNotWrapExceptions, binder: null, parameters: null, culture: null);
    }

    private static bool IsInput(ParameterInfo parameter) =>
        !IsTrigger(parameter) && parameter.ParameterType != typeof(FunctionContext) && CommonArgumentFor(parameter) is null;
}
