using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Microsoft.DurableTask.Engine.Harsh;

/// <summary>
/// JSON as the host passes it on: numbers with a point or an exponent have gone through double, so that 1.10 comes as 1.1 and 28 digits as
/// 17. Whole numbers survive, however long.
/// </summary>
internal static class HarshNumbers
{
    public static string? Through(string? json)
    {
        if (json is null)
            return null;
        var reader = new Utf8JsonReader(Encoding.UTF8.GetBytes(json));
        var text = new StringBuilder(json.Length);
        // Only the numbers are touched: whatever stands around them is copied.
        var bytes = Encoding.UTF8.GetBytes(json).AsSpan();
        var copied = 0;
        while (reader.Read())
        {
            if (reader.TokenType != JsonTokenType.Number || reader.ValueSpan.IndexOfAny(Inexact) < 0)
                continue;
            text.Append(Encoding.UTF8.GetString(bytes[copied..(int)reader.TokenStartIndex])).Append(Text(reader.GetDouble()));
            copied = (int)reader.BytesConsumed;
        }

        return text.Append(Encoding.UTF8.GetString(bytes[copied..])).ToString();
    }

    private static readonly SearchValues<byte> Inexact = SearchValues.Create(".eE"u8);

    // As the host's serializer writes it: a double keeps a point, and what is none becomes a text.
    private static string Text(double number)
    {
        var text = number.ToString("R", CultureInfo.InvariantCulture);
        if (!double.IsFinite(number))
            return $"\"{text}\"";
        return text.AsSpan().IndexOfAny('.', 'E') < 0 ? $"{text}.0" : text;
    }
}
