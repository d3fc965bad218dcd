using RdsCalOrchestrator.Simulator.Estate;

namespace RdsCalOrchestrator.Simulator.Faults;

/// <summary>The faults of one machine: ordered in a queue, met by calls. All of it inside a change.</summary>
internal static class MachineFaults
{
    public static ArmedFault Order(this Machine machine, FaultOrder order)
    {
        var armed = new ArmedFault { Number = machine.Faults.Count + 1, Order = order };
        machine.Faults.Add(armed);
        return armed;
    }

    /// <summary>
    /// A call comes to this point. Each fault counts for itself which call is its own; of several that are due the one ordered first happens,
    /// the others wait for the next call.
    /// </summary>
    /// <returns>The one that happens now, or null.</returns>
    public static FaultOrder? Meet(this Machine machine, FaultPoint point, string? run, DateTimeOffset now)
    {
        ArmedFault? due = null;
        foreach (var fault in machine.Faults.Where(f => f.Matches(point, run)))
        {
            fault.Met++;
            if (fault.Met >= fault.Order.After)
                due ??= fault;
        }

        if (due is null)
            return null;
        due.Fire(run, now);
        return due.Order with { Seed = due.Order.Seed ?? due.Number };
    }
}
