using System.Text;
using RdsCalOrchestrator.Functions.Submissions;
using RdsCalOrchestrator.Functions.Submissions.Rows;
using Xunit;

namespace RdsCalOrchestrator.Tests.Submissions;

/// <summary>What spreadsheets make of a table, and what is refused before it is parsed.</summary>
public sealed class CsvReadingTests
{
    private static readonly string Good = $"{InputFiles.Header}\n{InputFiles.Row(("notes", "grün"))}\n";

    public static TheoryData<string, byte[]> Encodings => new()
    {
        { "UTF-8", Encoding.UTF8.GetBytes(Good) },
        { "UTF-8 with mark", [.. Encoding.UTF8.Preamble, .. Encoding.UTF8.GetBytes(Good)] },
        { "UTF-16", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(Good)] },
        { "UTF-16, big end first", [.. Encoding.BigEndianUnicode.Preamble, .. Encoding.BigEndianUnicode.GetBytes(Good)] },
    };

    public static TheoryData<string, string> Shapes => new()
    {
        { "CRLF", Good.Replace("\n", "\r\n", StringComparison.Ordinal) },
        { "no last line end", Good.TrimEnd() },
        { "semicolons", Good.Replace(',', ';') },
        { "tabs", Good.Replace(',', '\t') },
        { "sep=;", "sep=;\r\n" + Good.Replace(',', ';') },
        { "sep=,", "sep=,\n" + Good },
        { "spaces around values", Good.Replace(",", " , ", StringComparison.Ordinal) },
        {
            "quoted values",
            string.Join('\n', Good.TrimEnd().Split('\n').Select(static line => string.Join(',', line.Split(',').Select(static v => $"\"{v}\""))))
        },
        { "empty rows", "\n \n" + Good.Replace("\n", "\n\n,,,,,,,,,,,,,,,,,\n", StringComparison.Ordinal) },
        { "header in capitals", Good.Replace(InputFiles.Header, InputFiles.Header.ToUpperInvariant(), StringComparison.Ordinal) },
        { "empty columns at the end", Good.Replace("\n", ",,\n", StringComparison.Ordinal) },
        {
            "columns in another order",
            string.Join('\n', Good.TrimEnd().Split('\n').Select(static line => string.Join(',', line.Split(',').Reverse())))
        },
    };

    [Theory]
    [MemberData(nameof(Encodings))]
    public void Batch_InEachEncoding_IsRead(string encoding, byte[] content)
    {
        Assert.NotEmpty(encoding);
        Assert.Equal("grün", Request(InputFiles.Read(batch: new("batch.csv", content))).Notes);
    }

    [Theory]
    [MemberData(nameof(Shapes))]
    public void Batch_InEachShape_IsRead(string shape, string text)
    {
        Assert.NotEmpty(shape);
        var request = Request(InputFiles.Read(batch: InputFiles.File("batch.csv", text)));
        Assert.Equal("h-1", request.Id.Value);
        Assert.Equal(60, request.Lines[0].Quantity);
        Assert.Equal("grün", request.Notes);
    }

    [Theory]
    [InlineData("=SUM(A1)")]
    [InlineData("+1")]
    [InlineData("-1")]
    [InlineData("@here")]
    [InlineData("two\nlines, \"quoted\"")]
    public void Notes_ThatASpreadsheetWouldRun_AreText(string notes)
    {
        var quoted = $"\"{notes.Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

        Assert.Equal(notes, Request(InputFiles.Read(batch: InputFiles.Batch(InputFiles.Row(("notes", quoted))))).Notes);
    }

    [Fact]
    public void Batch_WithoutOptionalColumns_TakesDefaults()
    {
        var text = "migration,source,target,reason,method,purchase,version,calType,quantity\n"
            + "h-1,heron-a,heron-b,replacing,web,heron-ea,2019,user,all\n"
            + "h-1,heron-a,heron-b,replacing,web,heron-open,2016,device,5\n";

        var request = Request(InputFiles.Read(batch: InputFiles.File("batch.csv", text)));

        Assert.Equal([1, 2], request.Lines.Select(static line => line.Number));
        Assert.Equal([null, 5], request.Lines.Select(static line => line.Quantity));
    }

    [Theory]
    [InlineData("calType", "caltipe", "caltipe' is not a known column. Did you mean 'calType'?")]
    [InlineData("calType", "caltipe", "The column is missing. Did you mean 'caltipe'?")]
    [InlineData("quantity", "", "The column is missing.")]
    [InlineData("notes", "method", "The column stands twice.")]
    [InlineData("notes", "NOTES,notes", "The column stands twice.")]
    public void Header_WithAFault_IsNamedOnce(string column, string instead, string says)
    {
        var text = Good.Replace(column, instead, StringComparison.Ordinal);

        var result = InputFiles.Read(batch: InputFiles.File("batch.csv", text));

        Assert.Single(result.Problems, p => p.Row == 1 && $"{p.Sentence} {p.Fix}".Contains(says, StringComparison.Ordinal));
        Assert.Empty(result.Requests);
    }

    [Fact]
    public void Rows_AreCountedAsASpreadsheetDoes()
    {
        var text = $"sep=,\n\n{InputFiles.Header}\n{InputFiles.Row(("notes", "\"two\nlines\""))}\n\n"
            + $"{InputFiles.Row(("migration", "h-2"), ("method", "fax"))}\n";

        Assert.Equal(6, Assert.Single(InputFiles.Read(batch: InputFiles.File("batch.csv", text)).Problems).Row);
    }

    public static TheoryData<string, byte[], string> Unread => new()
    {
        { "empty", [], "The file is empty." },
        { "only a mark", [0xEF, 0xBB, 0xBF], "The file is empty." },
        { "blank", " \r\n"u8.ToArray(), "The file is empty." },
        { "header only", Encoding.UTF8.GetBytes(InputFiles.Header + "\n"), "no rows, only a header" },
        { "NUL bytes", Encoding.UTF8.GetBytes(Good + "\0"), "NUL bytes" },
        { "Latin-1", Encoding.Latin1.GetBytes(Good), "neither UTF-8 nor UTF-16" },
        { "half of UTF-16", [.. Encoding.Unicode.Preamble, 0x41], "neither UTF-8 nor UTF-16" },
        { "a workbook", [0x50, 0x4B, 0x03, 0x04, 0x00], "NUL bytes" },
        { "over 5 MB", new byte[SubmittedFile.MaxBytes + 1], "larger than 5 MB" },
        {
            "over 20,000 rows",
            Encoding.UTF8.GetBytes("migration\n" + string.Concat(Enumerable.Repeat("m\n", CsvTable.MostRows + 1))), "more than 20000 rows"
        },
    };

    [Theory]
    [MemberData(nameof(Unread))]
    public void Batch_ThatIsNoTable_IsRefusedWithOneProblem(string what, byte[] content, string says)
    {
        Assert.NotEmpty(what);
        var problem = Assert.Single(InputFiles.Read(batch: new("batch.csv", content)).Problems);
        Assert.Equal(("batch.csv", null), (problem.File, problem.Row));
        Assert.Contains(says, problem.Sentence, StringComparison.Ordinal);
    }

    [Fact]
    public void Batch_OfExactlyTheMostRows_IsParsed()
    {
        var rows = "migration\n" + string.Concat(Enumerable.Repeat("m\n", CsvTable.MostRows));

        Assert.DoesNotContain(InputFiles.Read(batch: InputFiles.File("batch.csv", rows)).Problems, static p => p.Row is null);
    }

    private static Domain.Migrations.MigrationRequest Request(SubmissionResult result)
    {
        Assert.Empty(result.Problems);
        return Assert.Single(result.Requests);
    }
}
