using System.Globalization;

namespace RdsCalOrchestrator.Functions.Settings;

/// <summary>How values of a type are written.</summary>
/// <param name="Form">What more there is to say of it than <paramref name="Words"/>.</param>
/// <param name="Read">Null when a text is none.</param>
internal sealed record SettingKind(string Words, string Form, Func<string, object?> Read)
{
    private static readonly SettingKind Time = new("a time", ", written hh:mm:ss, or d.hh:mm:ss from a day on", ReadTime);

    private static readonly Dictionary<Type, SettingKind> Known = new()
    {
        [typeof(string)] = new("a text", "", static text => text),
        [typeof(Uri)] = new("an address", "", static text =>
            Uri.TryCreate(text, UriKind.RelativeOrAbsolute, out var address) ? address : null),
        [typeof(int)] = new("a whole number", "", static text =>
            int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) ? number : null),
        [typeof(double)] = new("a number", "", static text =>
            double.TryParse(text, NumberStyles.AllowDecimalPoint, CultureInfo.InvariantCulture, out var number) ? number : null),
        [typeof(TimeSpan)] = Time,
        [typeof(IList<TimeSpan>)] = Time,
    };

    internal static SettingKind? Of(Type type) => Known.GetValueOrDefault(Nullable.GetUnderlyingType(type) ?? type);

    // Elsewhere in .NET "30" is thirty days, "24:00:00" twenty-four, and "00:30" half an hour.
    private static object? ReadTime(string text) =>
        text.Count(static c => c == ':') == 2 && TimeSpan.TryParseExact(text, "c", CultureInfo.InvariantCulture, out var time)
            ? time
            : null;
}
