using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Packs;
using RdsCalOrchestrator.Domain.Purchases;

namespace RdsCalOrchestrator.Functions.Submissions;

/// <summary>Words of the input files.</summary>
internal static class Tokens
{
    internal static CalVersion? Version(string text) => text is "2012R2" ? null : Parse<CalVersion>("V" + text);

    internal static CalType? CalTypeOf(string text) => Parse<CalType>(text);

    internal static LicenseProgram? Program(string text) => Parse<LicenseProgram>(text);

    internal static ConnectionMethod? Method(string text) => Parse<ConnectionMethod>(text);

    internal static Reason? ReasonOf(string text) => Parse<Reason>(text);

    internal static SourceState? State(string text) => text.Length == 0 ? SourceState.Detect : Parse<SourceState>(text);

    // A number is a name of an enum to the parser, and never a token.
    private static T? Parse<T>(string text)
        where T : struct, Enum => text.Length > 0 && !char.IsAsciiDigit(text[0]) && Enum.TryParse<T>(text, ignoreCase: true, out var value) && Enum.IsDefined(value) ? value : null;
}
