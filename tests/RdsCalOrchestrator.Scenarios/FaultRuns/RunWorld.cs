using RdsCalOrchestrator.Scenarios.FaultRuns.Checks;
using RdsCalOrchestrator.Scenarios.FaultRuns.Plan;
using RdsCalOrchestrator.Simulator.Estate;
using RdsCalOrchestrator.Simulator.Faults;

namespace RdsCalOrchestrator.Scenarios.FaultRuns;

/// <summary>The hand above the estate: breaks what the plan says, mends it after a while, and in the end all of it.</summary>
internal sealed class RunWorld(FaultPlan plan, ScenarioHost host)
{
    private const int LongestOutage = 12;

    // Win32_TSLicenseKeyPack, KeyPackType.
    private const int Volume = 2;

    // As many run commands as Azure allows a machine.
    private const int Places = 25;

    private readonly Dictionary<string, int> _mendAt = [];
    private int _outages;

    private SimulatedEstate Estate => host.Estate;

    private MachineHand Hand => host.Hand;

    /// <summary>Run commands of ours that nobody has taken away yet, and that never come to an end by themselves.</summary>
    internal bool HasUnfinishedCommands =>
        Estate.Read(state => state.Machines.SelectMany(m => MachineSeen.Of(m, host.Now).UnfinishedCommands).Any(RunName.IsOurs));

    internal void Arm()
    {
        foreach (var fault in plan.Faults)
            Estate.FailNext(fault.Machine, fault.Order);
    }

    internal async Task BreakAsync(Happening happening)
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
            case Happening.SnapshotTaken taken:
                Hand.TakeSnapshot(taken.Machine);
                break;
            case Happening.Restored restored:
                await Hand.RestoreAsync(restored.Machine);
                break;
            case Happening.Rebuilt rebuilt:
                await Hand.RebuildAsync(rebuilt.Machine);
                break;
            case Happening.PackAdded added:
                Hand.AddPack(added.Machine, added.Kind.Pack(Volume, added.Cals));
                break;
            case Happening.ClockMoved moved:
                Change(moved.Machine, m => m.Licensing.ClockMinutes = moved.Minutes);
                break;
            case Happening.DeleteLocked locked:
                Change(locked.Machine, static m => m.DeleteLocked = true);
                break;
            case Happening.PlacesTaken taken:
                Hand.KeepForeignCommands(taken.Machine, Places);
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
                m.Licensing.ClockMinutes = 0;
                m.Faults.RemoveAll(static f => f.FiredUtc is null);
            });
        }
    }

    private void Mend(Machine machine)
    {
        machine.SwitchTo(PowerState.Running, Estate.Time.GetUtcNow());
        machine.Licensing.Service = "Running";
        machine.DeleteLocked = false;
        machine.RunCommands.RemoveAll(static c => c.Name.StartsWith(ForeignCommand.Prefix, StringComparison.Ordinal));
        machine.Agent = IsSilentByPlan(machine) ? AgentState.NotReady : AgentState.Ready;
    }

    private bool IsBroken(Machine machine) =>
        machine.Power != PowerState.Running || machine.Licensing.Service != "Running" || machine.DeleteLocked
        || machine.RunCommands.Exists(static c => c.Name.StartsWith(ForeignCommand.Prefix, StringComparison.Ordinal))
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
