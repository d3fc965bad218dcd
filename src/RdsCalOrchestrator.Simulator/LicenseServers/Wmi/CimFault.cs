namespace RdsCalOrchestrator.Simulator.LicenseServers.Wmi;

/// <summary>
/// How the CIM cmdlets throw: WMI's code stands in the error's id, not in the exception's HResult
/// (PowerShell's own test suite, CimCmdlets: <c>HRESULT 0x80041010,…GetCimInstanceCommand</c>).
/// </summary>
internal sealed class CimFault(uint code) : Exception($"Generic WMI error {code:x8}.")
{
    internal string ErrorId { get; } = $"HRESULT 0x{code:x8}";
}

/// <summary>WBEM codes the license server's provider is documented to return (win32/termserv, terminal-services-wmi-provider-error-codes).</summary>
internal static class WmiCode
{
    internal const uint Failed = 0x80041001;
    internal const uint NotFound = 0x80041002;
    internal const uint TypeMismatch = 0x80041005;
    internal const uint InvalidParameter = 0x80041008;
    internal const uint InvalidClass = 0x80041010;
    internal const uint InitializationFailure = 0x80041014;
    internal const uint InvalidMethodParameters = 0x8004102F;
    internal const uint InvalidMethod = 0x8004102E;
}
