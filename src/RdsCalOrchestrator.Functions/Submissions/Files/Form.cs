using System.Text.RegularExpressions;

namespace RdsCalOrchestrator.Functions.Submissions.Files;

/// <summary>What a text must look like.</summary>
/// <param name="Sentence">What a value is not, when it does not fit.</param>
/// <param name="IsSecret">A refused value is not quoted at all.</param>
internal sealed record Form(Regex Pattern, string Sentence, string Fix, bool IsSecret = false)
{
    public string Refusal(string text) => $"{(IsSecret ? "The value" : Shown.Value(text))} is not {Sentence}.";
}

/// <summary>The forms of estate.schema.json and batch.schema.json.</summary>
internal static partial class Forms
{
    private const string NameFix = "Use letters, digits, '.', '_' and '-', beginning with a letter or digit";

    /// <summary>A key of the estate.</summary>
    public static readonly Form Name = new(NamePattern(), "a name", $"{NameFix}, at most 64 characters.");

    /// <summary>Key of a customer or a migration: it becomes part of an instance's id and of a run command's name, which have limits.</summary>
    public static readonly Form ShortName = new(ShortNamePattern(), "a name of at most 40 characters", $"{NameFix}, at most 40 characters.");

    public static readonly Form NameOrEverybody = new(
        NameOrEverybodyPattern(), "the key of a customer, or *", "Name one customer, or write * for all.");

    public static readonly Form Text = new(TextPattern(), "a text of at most 200 characters", "Shorten it.");

    public static readonly Form Guid = new(GuidPattern(), "a GUID", "Copy the directory (tenant) ID from the portal.");

    public static readonly Form TimeZone = new(TimeZonePattern(), "the name of a time zone", "Use an IANA name such as Europe/Lisbon.");

    public static readonly Form Address = new(
        AddressPattern(), "a DNS name or an IP address", "Write the name or address alone, at most 255 characters.");

    public static readonly Form ServerId = new(
        ServerIdPattern(), "the resource ID of a virtual machine", "Copy it from the portal: /subscriptions/…/virtualMachines/NAME.");

    public static readonly Form ProductId = new(ProductIdPattern(), "a product ID of four groups of five", "Copy it from RD Licensing Manager.");

    public static readonly Form Email = new(EmailPattern(), "an e-mail address", "Write one address alone.");

    public static readonly Form Language = new(LanguagePattern(), "a language", "Write it like en or en-GB.");

    public static readonly Form BusinessHours = new(BusinessHoursPattern(), "business hours", "Write them like Mo-Fr 08:30-17:30.");

    public static readonly Form AgreementNumber = new(
        AgreementPattern(), "an agreement number of 5 to 10 digits", "Take it from the agreement, digits only.", IsSecret: true);

    public static readonly Form LicenseNumber = new(
        LicensePattern(), "an open license number of 8 digits", "Take it from the license confirmation, digits only.", IsSecret: true);

    public static readonly Form AuthorizationNumber = new(
        AuthorizationPattern(), "an authorization number of 15 capitals and digits", "Take it from the license confirmation.", IsSecret: true);

    public static readonly Form CodesRef = new(
        CodesRefPattern(), "env:NAME", "Put the codes into an environment variable, one a line, and name it.", IsSecret: true);

    public static readonly Form Duration = new(DurationPattern(), "a duration", "Write it like P7D or PT12H.");

    public static readonly Form Assumption = new(
        AssumptionPattern(), "an assumption", "Write it like A-443 or A-443@2019; docs/assumptions.md names them.");

    public static readonly Form MaxErrors = new(MaxErrorsPattern(), "a count or a percentage", "Write it like 3 or 10%.");

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,63}\z")]
    private static partial Regex NamePattern();

    [GeneratedRegex(@"^[A-Za-z0-9][A-Za-z0-9._-]{0,39}\z")]
    private static partial Regex ShortNamePattern();

    [GeneratedRegex(@"^([A-Za-z0-9][A-Za-z0-9._-]{0,39}|\*)\z")]
    private static partial Regex NameOrEverybodyPattern();

    [GeneratedRegex(@"^.{0,200}\z", RegexOptions.Singleline)]
    private static partial Regex TextPattern();

    [GeneratedRegex(@"^[0-9a-fA-F]{8}(-[0-9a-fA-F]{4}){3}-[0-9a-fA-F]{12}\z")]
    private static partial Regex GuidPattern();

    [GeneratedRegex(@"^[A-Za-z0-9_+/-]{1,64}\z")]
    private static partial Regex TimeZonePattern();

    [GeneratedRegex(@"^[A-Za-z0-9._:-]{1,255}\z")]
    private static partial Regex AddressPattern();

    // It becomes part of an address: only what Azure's own rules for names allow (Azure Resource Manager, naming rules).
    [GeneratedRegex(
        @"^/subscriptions/[0-9a-f-]{36}/resourceGroups/[\p{L}\p{N}_().-]{0,89}[\p{L}\p{N}_()-]"
        + @"/providers/Microsoft\.Compute/virtualMachines/[a-z0-9][a-z0-9._-]{0,63}\z",
        RegexOptions.IgnoreCase | RegexOptions.CultureInvariant)]
    private static partial Regex ServerIdPattern();

    [GeneratedRegex(@"^[A-Z0-9]{5}(-[A-Z0-9]{5}){3}\z")]
    private static partial Regex ProductIdPattern();

    [GeneratedRegex(@"^(?=.{3,254}\z)[^@\s]+@[^@\s]+\z")]
    private static partial Regex EmailPattern();

    [GeneratedRegex(@"^[a-z]{2}(-[A-Z]{2})?\z")]
    private static partial Regex LanguagePattern();

    [GeneratedRegex(@"^(Mo|Tu|We|Th|Fr|Sa|Su)(-(Mo|Tu|We|Th|Fr|Sa|Su))? [0-2][0-9]:[0-5][0-9]-[0-2][0-9]:[0-5][0-9]\z")]
    private static partial Regex BusinessHoursPattern();

    [GeneratedRegex(@"^[0-9]{5,10}\z")]
    private static partial Regex AgreementPattern();

    [GeneratedRegex(@"^[0-9]{7,9}\z")]
    private static partial Regex LicensePattern();

    [GeneratedRegex(@"^[A-Z0-9]{15}\z")]
    private static partial Regex AuthorizationPattern();

    [GeneratedRegex(@"^env:[A-Z_][A-Z0-9_]*\z")]
    private static partial Regex CodesRefPattern();

    // At most four digits each: no duration of ours is longer, and none overflows.
    [GeneratedRegex(@"^P(?=.)([0-9]{1,4}D)?(T(?=.)([0-9]{1,4}H)?([0-9]{1,4}M)?)?\z")]
    private static partial Regex DurationPattern();

    [GeneratedRegex(@"^A-[A-Z0-9-]{2,20}(@20[0-9]{2}(R2)?)?\z")]
    private static partial Regex AssumptionPattern();

    [GeneratedRegex(@"^([0-9]{1,5}|[0-9]{1,2}%)\z")]
    private static partial Regex MaxErrorsPattern();
}
