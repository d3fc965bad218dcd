using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Packs;
using RdsCalOrchestrator.Domain.Purchases;

namespace RdsCalOrchestrator.Functions.Submissions.Files;

/// <summary>The words of the input files.</summary>
internal static class Words
{
    public static readonly Tokens<Channel> Channel = Tokens<Channel>.OfEnum("arc", "manual");
    public static readonly Tokens<SourceState> SourceState = Tokens<SourceState>.OfEnum();
    public static readonly Tokens<Reason> Reason = Tokens<Reason>.OfEnum();
    public static readonly Tokens<ConnectionMethod> Method = Tokens<ConnectionMethod>.OfEnum();
    public static readonly Tokens<LicenseProgram> Program = Tokens<LicenseProgram>.OfEnum();
    public static readonly Tokens<CalType> CalType = Tokens<CalType>.OfEnum();
    public static readonly Tokens<CalVersion> Version = new(Enum.GetValues<CalVersion>().ToDictionary(static v => v.ToString()[1..]));

    /// <summary>Operating systems are read as build numbers, so the word itself is kept.</summary>
    public static readonly IReadOnlyList<string> Os = ["2008R2", "2012", "2012R2", "2016", "2019", "2022", "2025"];
}
