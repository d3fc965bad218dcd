using System.Text;

namespace RdsCalOrchestrator.Functions.Submissions;

/// <summary>What is refused of a file before it is parsed, and its text: UTF-8 with or without a byte-order mark, UTF-16 with one.</summary>
internal static class FileText
{
    internal const int LargestFile = 5_000_000;

    internal static bool Refuses(SubmittedFile file, InputCheck check)
    {
        var bytes = file.Content.Span;
        if (bytes.Length == 0)
            check.Refuse(null, "", "The file is empty.", "Send the file that was meant.");
        else if (bytes.Length > LargestFile)
            check.Refuse(null, "", "The file is larger than 5 MB.", "Split it.");
        else if (!IsUtf16(bytes) && bytes.Contains((byte)0))
            check.Refuse(null, "", "The file holds NUL bytes; it is not a text file.", "Save it as UTF-8 text.");
        else
            return false;
        return true;
    }

    internal static string Decode(ReadOnlyMemory<byte> content)
    {
        using var reader = new StreamReader(new MemoryStream(content.ToArray()), Encoding.UTF8, detectEncodingFromByteOrderMarks: true);
        return reader.ReadToEnd();
    }

    private static bool IsUtf16(ReadOnlySpan<byte> bytes) => bytes is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..];
}
