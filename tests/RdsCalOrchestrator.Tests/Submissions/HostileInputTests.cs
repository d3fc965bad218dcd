using System.Text;
using RdsCalOrchestrator.Functions.Submissions;
using Xunit;

namespace RdsCalOrchestrator.Tests.Submissions;

/// <summary>Whatever is sent, the answer is requests or problems, never an exception, and never one of the numbers.</summary>
public sealed class HostileInputTests
{
    private static readonly string[] Pieces =
    [
        "\"", "\"\"", "'", ",", ";", "\t", "\n", "\r", "\r\n", "\u202e", "\u200f", "\ufeff", "\u0001", "\ud83d\ude00", "{", "}", "[", "]", ":",
        "null", "\\u0000", "=cmd|' /C calc'!A0", "|", "..", "sep=", "-1", "1e999", "#REF!", "P99999999D", "*",
        new string('x', 10_000), new string('"', 9_999),
    ];

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    [InlineData(4)]
    public void Read_MutatedFiles_NeverThrowsAndNeverTellsANumber(int seed)
    {
        var random = new Random(seed);
        for (var round = 0; round < 150; round++)
        {
            var result = InputFiles.Read(Mutated(InputFiles.Estate(), random), Mutated(InputFiles.Batch(InputFiles.Row(), InputFiles.Row()), random));

            Assert.True(result.Problems.Count == 0 || result.Requests.Count == 0);
            foreach (var problem in result.Problems.Concat(result.Warnings))
            {
                Assert.DoesNotContain(InputFiles.Numbers, number => problem.ToString().Contains(number, StringComparison.Ordinal));
                Assert.True(problem.Sentence.Length < 1_000, "A problem quotes too much.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(EachPiece))]
    public void Read_HostileNotes_AreTextOrRefused(int piece)
    {
        var notes = $"\"{Pieces[piece].Replace("\"", "\"\"", StringComparison.Ordinal)}\"";

        var result = InputFiles.Read(batch: InputFiles.Batch(InputFiles.Row(("notes", notes))));

        Assert.True((result.Requests.Count == 1) ^ (result.Problems.Count > 0));
    }

    [Fact]
    public void Problem_QuotingDirectionMarks_ShowsNone()
    {
        var result = InputFiles.Read(batch: InputFiles.Batch(InputFiles.Row(("method", "au\u202eto"))));

        Assert.StartsWith("'au?to' is not a value", Assert.Single(result.Problems).Sentence, StringComparison.Ordinal);
    }

    public static TheoryData<int> EachPiece => [.. Enumerable.Range(0, Pieces.Length)];

    private static SubmittedFile Mutated(SubmittedFile file, Random random)
    {
        var text = Encoding.UTF8.GetString(file.Content.Span);
        for (var times = random.Next(1, 4); times > 0; times--)
        {
            var at = random.Next(text.Length);
            var piece = Pieces[random.Next(Pieces.Length)];
            text = random.Next(3) switch
            {
                0 => text.Insert(at, piece),
                1 => text.Remove(at, Math.Min(random.Next(1, 200), text.Length - at)),
                _ => text[..at] + piece + text[Math.Min(text.Length, at + piece.Length)..],
            };
        }

        return InputFiles.File(file.Name, text);
    }
}
