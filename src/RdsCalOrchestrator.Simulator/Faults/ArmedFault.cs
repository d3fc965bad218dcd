namespace RdsCalOrchestrator.Simulator.Faults;

/// <summary>An order of a fault, and what has become of it.</summary>
internal sealed class ArmedFault
{
    /// <summary>On its machine, in the order in which they were ordered.</summary>
    public required int Number { get; set; }

    public required FaultOrder Order { get; set; }

    /// <summary>How many matching calls there were before it has happened.</summary>
    public int Met { get; set; }

    /// <summary>Null: it has not happened yet.</summary>
    public DateTimeOffset? FiredUtc { get; set; }

    /// <summary>The run command at whose call it has happened; null also for a call about the machine itself.</summary>
    public string? FiredOn { get; set; }

    public bool Matches(FaultPoint point, string? run) =>
        FiredUtc is null && Order.Point() == point
        && (Order.Run is null || run?.Contains(Order.Run, StringComparison.OrdinalIgnoreCase) == true);

    public void Fire(string? run, DateTimeOffset now) => (FiredOn, FiredUtc) = (run, now);
}
