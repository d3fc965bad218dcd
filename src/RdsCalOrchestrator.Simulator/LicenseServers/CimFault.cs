namespace RdsCalOrchestrator.Simulator.LicenseServers;

/// <summary>
/// An error of the WMI provider, thrown or returned. Source: Windows documentation, "Terminal Services WMI provider error codes".
/// </summary>
internal sealed class CimFault : Exception
{
    internal const uint Failed = 0x80041001;
    internal const uint NotFound = 0x80041002;
    internal const uint InvalidParameter = 0x80041008;
    internal const uint InvalidClass = 0x80041010;
    internal const uint InitializationFailure = 0x80041014;
    internal const uint TypeMismatch = 0x80041005;
    internal const uint InvalidMethod = 0x8004102E;
    internal const uint InvalidMethodParameters = 0x8004102F;

    internal CimFault(uint code, string message)
        : base(message) => Code = code;

    internal uint Code { get; }
}
