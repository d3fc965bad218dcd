using System.Text.Json.Serialization;

namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>Who talks to the Clearinghouse. A property of a line; it may change after a refusal.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<ConnectionMethod>))]
public enum ConnectionMethod
{
    /// <summary>Automatic where the target reaches the Clearinghouse, else the policy's fallback; settled by the plan.</summary>
    Detect,

    /// <summary>The target itself, over TCP 443.</summary>
    Automatic,

    /// <summary>A person with a browser.</summary>
    Web,

    /// <summary>A person on the telephone.</summary>
    Telephone,
}

/// <summary>The wizard's two choices.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Reason>))]
public enum Reason
{
    Replacing,
    NoLongerFunctioning,
}

[JsonConverter(typeof(JsonStringEnumConverter<SourceState>))]
public enum SourceState
{
    /// <summary>Found out by reading it.</summary>
    Detect,

    /// <summary>Scripts run on it and its packs can be read.</summary>
    Reachable,

    /// <summary>It exists, or may exist, but we cannot read or remove its packs now.</summary>
    Unreachable,

    /// <summary>It no longer exists.</summary>
    Gone,
}

[JsonConverter(typeof(JsonStringEnumConverter<Side>))]
public enum Side
{
    Source,
    Target,
}

/// <summary>How scripts reach a server.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<Channel>))]
public enum Channel
{
    /// <summary>Managed run commands of a virtual machine in Azure.</summary>
    AzureVm,

    /// <summary>Nobody can.</summary>
    None,
}
