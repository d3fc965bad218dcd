using System.Text;
using System.Text.Unicode;

namespace RdsCalOrchestrator.Functions.Submissions;

/// <summary>A file as it was sent, before anybody looked into it.</summary>
/// <param name="Name">What problems call it.</param>
internal sealed record SubmittedFile(string Name, ReadOnlyMemory<byte> Content)
{
    /// <summary>A larger file is refused unread.</summary>
    public const int MaxBytes = 5_000_000;

    /// <summary>The text of the file; null, with the reason among the problems, when it is no text that we would read.</summary>
    public string? ReadText(InputProblems problems)
    {
        if (Content.Length > MaxBytes)
            return Refuse("The file is larger than 5 MB.", "Split it.");
        if (Decode(Content.Span) is not { } text)
            return Refuse("The file is neither UTF-8 nor UTF-16 with a byte-order mark.", "Save it as UTF-8.");
        if (text.Contains('\0'))
            return Refuse("The file contains NUL bytes; it is not a text file.", "Save it as UTF-8 text, not as a workbook.");
        return string.IsNullOrWhiteSpace(text) ? Refuse("The file is empty.", "Send the file you meant.") : text;

        string? Refuse(string sentence, string fix)
        {
            problems.Refuse(new(Name, null, ""), sentence, fix);
            return null;
        }
    }

    private static string? Decode(ReadOnlySpan<byte> bytes) => bytes switch
    {
        [0xEF, 0xBB, 0xBF, .. var rest] => DecodeUtf8(rest),
        [0xFF, 0xFE, .. var rest] => DecodeUtf16(rest, bigEndian: false),
        [0xFE, 0xFF, .. var rest] => DecodeUtf16(rest, bigEndian: true),
        _ => DecodeUtf8(bytes),
    };

    private static string? DecodeUtf8(ReadOnlySpan<byte> bytes) => Utf8.IsValid(bytes) ? Encoding.UTF8.GetString(bytes) : null;

    private static string? DecodeUtf16(ReadOnlySpan<byte> bytes, bool bigEndian)
    {
        try
        {
            return new UnicodeEncoding(bigEndian, byteOrderMark: false, throwOnInvalidBytes: true).GetString(bytes);
        }
        catch (DecoderFallbackException)
        {
            return null; // Half a character or half a pair: the caller says so, with the file's name.
        }
    }
}
