namespace RdsCalOrchestrator.RunCommand.Arm;

/// <summary>Section <c>Arm</c>: where Azure Resource Manager is.</summary>
public sealed class ArmOptions
{
    public const string Section = "Arm";

    /// <summary>
    /// The public cloud unless told otherwise. A loopback address means a simulated estate: only there plain http and a fixed token are used,
    /// and both are refused everywhere else.
    /// </summary>
    public Uri Endpoint { get; set; } = new("https://management.azure.com");

    /// <summary>Whether it is a loopback address.</summary>
    public bool IsSimulated() => ArmConnection.IsLoopback(Endpoint);

    /// <summary>Whether calls may go there at all.</summary>
    public bool MayBeCalled() => IsSimulated() || (Endpoint.IsAbsoluteUri && Endpoint.Scheme == Uri.UriSchemeHttps);
}
