namespace RdsCalOrchestrator.Simulator.LicenseServers;

/// <summary>What Windows on one simulated server knows. Part of the world file, and of the estate's file on disk.</summary>
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

    /// <summary>Names (computer name, FQDN or address) of servers this one reaches by RPC and may administer.</summary>
    public List<string> Reaches { get; set; } = [];

    /// <summary>Higher than any process id of the machine that runs the simulator, whose own id stands for the script that asks.</summary>
    public int NextProcessId { get; set; } = 5_000_000;
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

    /// <summary>Packs are replaced, not changed: somebody may be reading the list.</summary>
    internal SimulatedPack With(int rowId, long total) => new()
    {
        RowId = rowId,
        KeyPackType = KeyPackType,
        ProductType = ProductType,
        VersionId = VersionId,
        Total = total,
        Issued = Math.Min(Issued, total),
        Expires = Expires,
        Description = Description,
    };
}

internal sealed record SimulatedEvent(int Id, DateTimeOffset Utc, string Log, int Record);
