namespace RdsCalOrchestrator.Simulator.LicenseServers;

/// <summary>
/// What Windows on one simulated server knows. Part of the world file, and of the estate's file on disk. Its collections are replaced,
/// never changed in place: scripts read them while another one is changing them.
/// </summary>
internal sealed class LicensingState
{
    public required string ComputerName { get; set; }

    public required string Fqdn { get; set; }

    /// <summary>Null: a workgroup.</summary>
    public string? Domain { get; set; }

    public required string OsBuild { get; set; }

    public string PsVersion { get; set; } = "5.1";

    /// <summary>Null until first needed; set again by a reboot.</summary>
    public DateTimeOffset? BootedUtc { get; set; }

    public bool RoleInstalled { get; set; } = true;

    /// <summary><c>Running</c> or <c>Stopped</c>.</summary>
    public string Service { get; set; } = "Running";

    public required string ProductId { get; set; }

    /// <summary>Null until activated.</summary>
    public string? LicenseServerId { get; set; }

    /// <summary>0 activated, 1 not activated, 2 unknown: the provider's own values.</summary>
    public int Activation { get; set; }

    /// <summary>0 workgroup, 1 domain, 2 forest.</summary>
    public int Scope { get; set; } = 1;

    /// <summary>FirstName, LastName, Company, CountryRegion and the optional fields of Win32_TSLicenseServer.</summary>
    public Dictionary<string, string> Company { get; set; } = [];

    public List<SimulatedPack> Packs { get; set; } = [];

    public int NextRowId { get; set; } = 20;

    public List<SimulatedEvent> Events { get; set; } = [];

    public int NextEventRecord { get; set; } = 5000;

    /// <summary>Can this server open TCP 443 to the Clearinghouse.</summary>
    public bool ReachesClearinghouse { get; set; } = true;

    /// <summary>How far the machine's own clock is ahead.</summary>
    public int ClockMinutes { get; set; }

    /// <summary>What its own clock says.</summary>
    internal DateTimeOffset ClockOf(ILicenseServerWorld world) => Clock(world.Time.GetUtcNow());

    internal DateTimeOffset Clock(DateTimeOffset at) => at.AddMinutes(ClockMinutes);

    /// <summary>Names (computer name, FQDN or address) of servers this one reaches by RPC and may administer.</summary>
    public List<string> Reaches { get; set; } = [];

    public int NextProcessId { get; set; } = 4000;

    /// <summary>
    /// Inside a change: takes CALs from a pack; one with nothing left goes. Lists are replaced, because somebody may be reading them.
    /// </summary>
    internal void Take(SimulatedPack pack, long count)
    {
        pack.Total -= count;
        if (pack.Total == 0)
            Packs = [.. Packs.Where(p => p != pack)];
    }
}

/// <summary>One row of Win32_TSLicenseKeyPack. <see cref="Total"/> 4294967295 is unlimited.</summary>
internal sealed class SimulatedPack
{
    public required int RowId { get; set; }

    public required int KeyPackType { get; set; }

    public required int ProductType { get; set; }

    public required int VersionId { get; set; }

    public required long Total { get; set; }

    public long Issued { get; set; }

    /// <summary>CIM DATETIME's date part as <c>yyyy-MM-dd</c>; <c>never</c> is written as 2038-01-19 03:14:07.</summary>
    public string Expires { get; set; } = "never";

    public required string Description { get; set; }
}

internal sealed record SimulatedEvent(int Id, DateTimeOffset Utc, string Log, int Record);
