using RdsCalOrchestrator.Simulator.Estate;

namespace RdsCalOrchestrator.Simulator.Arm;

/// <summary>Where a request says a machine is.</summary>
internal sealed record MachinePath(string Subscription, string Group, string Name)
{
    /// <summary>The machine, or which part of the path does not exist; Azure says so in this order.</summary>
    public Machine? Find(EstateState state, out ArmError problem)
    {
        var subscription = $"/subscriptions/{Subscription}/";
        var group = $"{subscription}resourceGroups/{Group}/";
        problem = !Any(state, subscription) ? ArmError.NoSubscription(Subscription)
            : !Any(state, group) ? ArmError.NoGroup(Group)
            : ArmError.NoMachine(Name, Group);
        var id = $"{group}providers/Microsoft.Compute/virtualMachines/{Name}";
        return state.Machines.Find(m => string.Equals(m.ResourceId, id, StringComparison.OrdinalIgnoreCase));
    }

    private static bool Any(EstateState state, string prefix) =>
        state.Machines.Exists(m => m.ResourceId?.StartsWith(prefix, StringComparison.OrdinalIgnoreCase) == true);
}
