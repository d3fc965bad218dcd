using System.Globalization;

namespace RdsCalOrchestrator.Domain.Findings;

/// <summary>
/// What WMI's codes mean on a license server, one row each. Sources: Windows documentation, "Terminal Services WMI provider error codes"
/// and "WMI Error Constants". The text that Windows adds is in its own language: nobody compares it.
/// </summary>
internal static class WmiErrors
{
    internal const string UnknownName = "a code nobody here knows";

    private const string Other = "LS-WMI-ERROR";
    private const string NotRunning = "LS-NOT-RUNNING";
    private const string Unusable = "LS-PROVIDER-UNUSABLE";

    private const string SeeLog = "Look at the server's System log at that time, then resume.";
    private const string StartIt = "Start the Remote Desktop Licensing service; after a fresh installation restart once.";
    private const string Update = "Install the RD Licensing role, or update the server.";
    private const string CheckInput = "Check number, kind, quantity and IDs of the purchase.";
    private const string ReadAgain = "Read the server again: resume the migration.";
    private const string Report = "Report it: the app has asked for something this server does not have.";

    private static readonly WmiError[] Known =
    [
        new(0x80041001, "WBEM_E_FAILED", Other, "the call failed, as when the Clearinghouse refuses or cannot be reached", SeeLog),
        new(0x80041002, "WBEM_E_NOT_FOUND", Other, "what was asked for, a pack perhaps, is not there", ReadAgain),
        new(0x80041003, "WBEM_E_ACCESS_DENIED", Unusable, "the caller is no administrator", "Let scripts run as SYSTEM."),
        new(0x80041004, "WBEM_E_PROVIDER_FAILURE", Unusable, "the licensing provider crashed, or its service stopped", StartIt),
        new(0x80041005, "WBEM_E_TYPE_MISMATCH", Other, "an argument was of another type", Report),
        new(0x80041006, "WBEM_E_OUT_OF_MEMORY", Other, "the server is out of memory", "Free memory or restart it, then resume."),
        new(0x80041008, "WBEM_E_INVALID_PARAMETER", Other, "an argument was refused", CheckInput),
        new(0x80041009, "WBEM_E_NOT_AVAILABLE", Other, "another server was not available", "See that both servers run, then resume."),
        new(0x8004100C, "WBEM_E_NOT_SUPPORTED", Unusable, "this server has no such call", Update),
        new(0x8004100E, "WBEM_E_INVALID_NAMESPACE", Unusable, "the licensing provider is missing", Update),
        new(0x8004100F, "WBEM_E_INVALID_OBJECT", Unusable, "the licensing provider is missing, or WMI is not ready", Update),
        new(0x80041010, "WBEM_E_INVALID_CLASS", Unusable, "the licensing provider is missing, or WMI is not ready", Update),
        new(0x80041014, "WBEM_E_INITIALIZATION_FAILURE", NotRunning, "the Remote Desktop Licensing service does not run", StartIt),
        new(0x80041016, "WBEM_E_INVALID_OPERATION", Other, "a group policy owns this value", "Change it in the group policy."),
        new(0x80041017, "WBEM_E_INVALID_QUERY", Other, "the query was not understood", Report),
        new(0x80041018, "WBEM_E_INVALID_QUERY_TYPE", Other, "the query was not understood", Report),
        new(0x80041019, "WBEM_E_ALREADY_EXISTS", Other, "it exists already", ReadAgain),
        new(0x80041021, "WBEM_E_INVALID_SYNTAX", Other, "the query was not understood", Report),
        new(0x80041023, "WBEM_E_READ_ONLY", Other, "this value cannot be written", Report),
        new(0x80041024, "WBEM_E_PROVIDER_NOT_CAPABLE", Unusable, "the licensing provider cannot do this", Update),
        new(0x80041028, "WBEM_E_ILLEGAL_NULL", Other, "a value was missing", CheckInput),
        new(0x8004102B, "WBEM_E_VALUE_OUT_OF_RANGE", Other, "an argument was out of its range", CheckInput),
        new(0x8004102E, "WBEM_E_INVALID_METHOD", Unusable, "this server has no such call", Update),
        new(0x8004102F, "WBEM_E_INVALID_METHOD_PARAMETERS", Other, "the arguments did not fit the call", Report),
        new(0x8004103A, "WBEM_E_INVALID_OBJECT_PATH", Other, "what was asked for has no such path", Report),
    ];

    /// <param name="code">As scripts print it: <c>0x80041001</c>. A code nobody knows keeps its number.</param>
    internal static WmiError Of(string code)
    {
        var number = code.StartsWith("0x", StringComparison.Ordinal)
            && uint.TryParse(code.AsSpan(2), NumberStyles.AllowHexSpecifier, CultureInfo.InvariantCulture, out var read)
            ? read
            : (uint?)null;
        return Known.FirstOrDefault(row => row.Number == number)
            ?? new WmiError(number, UnknownName, Other, "see the number", $"Look the number up. {SeeLog}") { Code = code };
    }
}

/// <summary>One row.</summary>
/// <param name="Id">Of the finding it becomes.</param>
/// <param name="Meaning">Goes on a sentence.</param>
internal sealed record WmiError(uint? Number, string Name, string Id, string Meaning, string Fix)
{
    /// <summary>As scripts print it.</summary>
    internal string Code { get; init; } = $"0x{Number:x8}";
}
