using System.Text.Json.Serialization;
using RdsCalOrchestrator.Simulator.Arm;
using RdsCalOrchestrator.Simulator.Faults;
using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Simulator.Estate;

/// <summary>One machine: what Azure says of it, and what Windows on it knows.</summary>
internal sealed class Machine
{
    private static readonly Version FirstListedWindows = new(10, 0, 14393);

    /// <summary>Null: it is on the network, but Azure does not know it.</summary>
    public string? ResourceId { get; set; }

    public string Location { get; set; } = "westeurope";

    public Dictionary<string, string> Tags { get; set; } = [];

    public PowerState Power { get; set; } = PowerState.Running;

    public AgentState Agent { get; set; } = AgentState.Ready;

    /// <summary>Somebody's lock on its resource group: nothing of it can be deleted.</summary>
    public bool DeleteLocked { get; set; }

    /// <summary>As it was when somebody last took a snapshot of it.</summary>
    public LicensingState? Snapshot { get; set; }

    /// <summary>The next time it comes to this moment its power is cut, once.</summary>
    public PowerCutMoment? PowerCutAt { get; set; }

    /// <summary>IP address under which others may know it, beside its computer name and FQDN.</summary>
    public string? Address { get; set; }

    public required LicensingState Licensing { get; set; }

    /// <summary>Addresses of blob containers its system-assigned identity may write.</summary>
    public List<Uri> BlobContainers { get; set; } = [];

    public List<RunCommand> RunCommands { get; set; } = [];

    /// <summary>Operations of Azure's on its run commands.</summary>
    public List<Operation> Operations { get; set; } = [];

    /// <summary>What was ordered to go wrong here, what has gone wrong, and what has not yet.</summary>
    public List<ArmedFault> Faults { get; set; } = [];

    [JsonIgnore]
    public string Name => Licensing.ComputerName;

    /// <summary>Microsoft lists Run Command for Windows Server 2016 and later.</summary>
    [JsonIgnore]
    public bool HasOldWindows => Version.Parse(Licensing.OsBuild) < FirstListedWindows;

    public bool MayWrite(Uri blob) =>
        BlobContainers.Exists(c => blob.AbsoluteUri.StartsWith($"{c.AbsoluteUri.TrimEnd('/')}/", StringComparison.Ordinal));

    public bool IsKnownAs(string name) =>
        Same(name, Licensing.ComputerName) || Same(name, Licensing.Fqdn) || (Address is not null && Same(name, Address));

    public RunCommand? FindCommand(string name) => RunCommands.Find(c => Same(c.Name, name));

    /// <summary>Current is cut: every process is gone, and nobody tells Azure how they ended.</summary>
    public void LosePower()
    {
        foreach (var command in RunCommands.Where(static c => c.Phase == RunPhase.Running))
            command.ProcessGone = true;
    }

    public void SwitchTo(PowerState power, DateTimeOffset now)
    {
        if (power == PowerState.Running && Power != PowerState.Running)
            Licensing.BootedUtc = now;
        if (power != PowerState.Running)
            LosePower();
        Power = power;
    }

    /// <summary>The estate begins, or goes on after it was switched off.</summary>
    public void Boot(bool afterPowerCut, DateTimeOffset now)
    {
        if (afterPowerCut)
            LosePower();
        if (Power == PowerState.Running && (afterPowerCut || Licensing.BootedUtc is null))
            Licensing.BootedUtc = now;
    }

    private static bool Same(string a, string b) => string.Equals(a, b, StringComparison.OrdinalIgnoreCase);
}

internal enum PowerState
{
    Running,
    Stopped,
    Deallocated,
}

internal enum AgentState
{
    Ready,
    NotReady,
}
