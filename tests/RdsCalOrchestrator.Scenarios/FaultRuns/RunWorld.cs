using RdsCalOrchestrator.Scenarios.FaultRuns.Plan;
using RdsCalOrchestrator.Simulator.Estate;
using RdsCalOrchestrator.Simulator.Faults;

namespace RdsCalOrchestrator.Scenarios.FaultRuns;

/// <summary>The hand above the estate: breaks what the plan says, mends it after a while, and in the end all of it.</summary>
internal sealed class RunWorld(FaultPlan plan, ScenarioHost host)
{
    private const int LongestOutage = 12;

    private readonly Dictionary<string, int> _mendAt = [];
    private int _outages;

    private SimulatedEstate Estate => host.Estate;

    internal void Arm()
    {
        foreach (var fault in plan.Faults)
            Estate.FailNext(fault.Machine, fault.Order);
    }

    internal void Break(Happening happening)
    {
        switch (happening)
        {
            case Happening.PowerCut cut:
                Change(cut.Machine, m => m.SwitchTo(PowerState.Stopped, Estate.Time.GetUtcNow()));
                break;
            case Happening.AgentSilent silent:
                Change(silent.Machine, static m => m.Agent = AgentState.NotReady);
                break;
            case Happening.ServiceStopped stopped:
                Change(stopped.Machine, static m => m.Licensing.Service = "Stopped");
                break;
        }
    }

    /// <summary>Somebody notices what does not work, also a power that a script's call has cut, and mends it after some steps.</summary>
    internal void Mend(int step)
    {
        foreach (var machine in Estate.Read(state => state.Machines.Where(IsBroken).Select(static m => m.Name).ToList()))
        {
            if (!_mendAt.TryGetValue(machine, out var at))
                _mendAt[machine] = at = step + Dice.For(plan.Seed, $"{machine}/outage/{++_outages}").Next(1, LongestOutage);
            if (at > step)
                continue;
            Change(machine, Mend);
            _mendAt.Remove(machine);
        }
    }

    /// <summary>From now on nothing goes wrong.</summary>
    internal void MendAll()
    {
        foreach (var machine in Estate.Read(static state => state.Machines.Select(static m => m.Name).ToList()))
        {
            Change(machine, m =>
            {
                Mend(m);
                m.PowerCutAt = null;
                m.Faults.RemoveAll(static f => f.FiredUtc is null);
            });
        }
    }

    private void Mend(Machine machine)
    {
        machine.SwitchTo(PowerState.Running, Estate.Time.GetUtcNow());
        machine.Licensing.Service = "Running";
        machine.Agent = IsSilentByPlan(machine) ? AgentState.NotReady : AgentState.Ready;
    }

    private bool IsBroken(Machine machine) =>
        machine.Power != PowerState.Running || machine.Licensing.Service != "Running"
        || (machine.Agent != AgentState.Ready && !IsSilentByPlan(machine));

    private bool IsSilentByPlan(Machine machine) =>
        plan.Sources.Any(s => s.State == "unreachable" && string.Equals(s.Name, machine.Name, StringComparison.OrdinalIgnoreCase));

    private void Change(string machine, Action<Machine> change) => Estate.Change((state, log) =>
    {
        var found = state.FindMachine(machine)!;
        change(found);
        log.Touch(found.Licensing);
        return true;
    });
}
