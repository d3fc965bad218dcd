using Xunit;

namespace RdsCalOrchestrator.Tests.Submissions;

/// <summary>Each bad batch gets a problem that names file, row, field and fix, and nothing is started.</summary>
public sealed class BatchRefusalTests
{
    private static readonly Dictionary<string, (string[] Rows, int Row, string Field, string Says)> Cases = new()
    {
        ["no migration"] = ([Row(("migration", ""))], 2, "migration", "missing"),
        ["a long migration"] = ([Row(("migration", new string('m', 41)))], 2, "migration", "at most 40 characters"),
        ["migrations that differ in case"] = ([Row(), Row(("migration", "H-1"))], 3, "migration", "differs from row 2 only in case"),
        ["line 0"] = ([Row(("line", "0"))], 2, "line", "not a whole number from 1"),
        ["a line number twice"] = ([Row(("line", "1")), Row(("line", "1"), ("purchase", "heron-open"))], 3, "line", "Rows 2 and 3 of one migration have the same line number"),
        ["purchase and kind twice"] = ([Row(), Row()], 3, "purchase", "same purchase and kind"),
        ["a server not found"] = ([Row(("source", "heron-x"))], 2, "source", "'heron-x' is not in servers of estate.json. Did you mean 'heron-"),
        ["a server in another case"] = ([Row(("target", "Heron-B"))], 2, "target", "Did you mean 'heron-b'?"),
        ["source and target the same"] = ([Row(("target", "heron-a"))], 2, "target", "IN-SAME-SERVER"),
        ["target of another customer"] = ([Row(("target", "otter-a"))], 2, "target", "different customers"),
        ["target that nobody reaches"] = ([Row(("target", "heron-lost"))], 2, "target", "Nobody can run a script"),
        ["an unknown state"] = ([Row(("sourceState", "dead"))], 2, "sourceState", "'dead' is not a value of sourceState"),
        ["reading what nobody reaches"] = ([Row(("source", "heron-lost"), ("sourceState", "reachable"))], 2, "sourceState", "Nobody can read"),
        ["detecting what nobody reaches"] = ([Row(("source", "heron-lost"))], 2, "sourceState", "Nobody can read"),
        ["an unknown reason"] = ([Row(("reason", "replace"))], 2, "reason", "Did you mean 'replacing'?"),
        ["an unknown method"] = ([Row(("method", "Automatic"))], 2, "method", "Did you mean 'automatic'?"),
        ["a purchase not found"] = ([Row(("purchase", "heron-eb"))], 2, "purchase", "'heron-eb' is not in purchases"),
        ["a purchase of another customer"] = ([Row(("purchase", "otter-ea"))], 2, "purchase", "of another customer"),
        ["an unknown version"] = ([Row(("version", "2021"))], 2, "version", "'2021' is not a value of version"),
        ["an unknown type"] = ([Row(("calType", "users"))], 2, "calType", "Did you mean 'user'?"),
        ["quantity 0"] = ([Row(("quantity", "0"))], 2, "quantity", "not a whole number from 1 to 999999"),
        ["a negative quantity"] = ([Row(("quantity", "-3"))], 2, "quantity", "not a whole number"),
        ["a fraction"] = ([Row(("quantity", "2.5"))], 2, "quantity", "not a whole number"),
        ["too great a quantity"] = ([Row(("quantity", "1000000"))], 2, "quantity", "not a whole number"),
        ["all of an unreachable source"] = ([Row(("quantity", "all"), ("sourceState", "unreachable"))], 2, "quantity", "Nobody can read how many"),
        ["all of a source that is gone"] = ([Row(("quantity", "all"), ("source", "heron-lost"), ("sourceState", "gone"))], 2, "quantity", "Nobody can read how many"),
        ["single rows"] = ([Row(("sourceRows", "3|4"))], 2, "sourceRows", "not single rows"),
        ["transfer install"] = ([Row(("transfer", "install"))], 2, "transfer", "does not know 'install' yet"),
        ["an unknown transfer"] = ([Row(("transfer", "copy"))], 2, "transfer", "'copy' is not a value of transfer"),
        ["an approver not found"] = ([Row(("answerBy", "ap-ada"))], 2, "answerBy", "Did you mean 'ap-ida'?"),
        ["an approver of another customer"] = ([Row(("approveBy", "ap-luz"))], 2, "approveBy", "of another customer"),
        ["an approver without the right"] = ([Row(("approveBy", "ap-desk"))], 2, "approveBy", "does not have the right 'plan'"),
        ["after a migration elsewhere"] = ([Row(("after", "h-0"))], 2, "after", "'h-0' is not a migration of this batch"),
        ["after itself"] = ([Row(("after", "h-1"))], 2, "after", "waits for itself"),
        ["after one that waits"] = ([Row(("after", "h-2")), Row(("migration", "h-2"), ("after", "h-1"))], 3, "after", "'h-2' waits for itself"),
        ["after another customer's"] = ([Row(("after", "o-1")), Otter()], 2, "after", "of another customer"),
        ["a policy not found"] = ([Row(("policy", "quick"))], 2, "policy", "'quick' is not in policies"),
        ["long notes"] = ([Row(("notes", new string('n', 201)))], 2, "notes", "at most 200 characters"),
        ["a number the spreadsheet changed"] = ([Row(("quantity", "9.02E+14"))], 2, "quantity", "The spreadsheet changed this value. Format the column as text"),
        ["an error of the spreadsheet"] = ([Row(("source", "#REF!"))], 2, "source", "The spreadsheet changed this value"),
        ["a word of the spreadsheet"] = ([Row(("purchase", "TRUE"))], 2, "purchase", "The spreadsheet changed this value"),
        ["a license code"] = ([Row(("notes", "BCDFG-HJKMP-QRTVW-XY234-67892"))], 2, "notes", "A license code of 25 characters"),
        ["a row that is too long"] = ([Row() + ",x"], 2, "", "The row has 19 values, the header 18"),
        ["a row that is too short"] = (["h-1,1"], 2, "", "The row has 2 values, the header 18"),
        ["an open quote"] = ([Row(("notes", "\"open"))], 2, "", "A quote"),
        ["an agreement number in a wrong column"] = ([Row(("source", "8317264"))], 2, "source", "A value of 7 characters is not in servers"),
        ["an authorization number in a wrong column"] = ([Row(("answerBy", "73918264ZZK2509"))], 2, "answerBy", "A value of 15 characters is not in approvers"),
    };

    private static readonly Dictionary<string, (string First, string Other)> Disagreements = new()
    {
        ["source"] = ("heron-a", "heron-b"),
        ["target"] = ("heron-b", "heron-a"),
        ["sourceState"] = ("reachable", ""),
        ["reason"] = ("replacing", "noLongerFunctioning"),
        ["answerBy"] = ("ap-ida", "ap-desk"),
        ["approveBy"] = ("ap-ida", ""),
        ["after"] = ("", "o-1"),
        ["policy"] = ("slow", "base"),
        ["notes"] = ("one", "two"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    public static TheoryData<string> SharedColumns => [.. Disagreements.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Batch_WithOneFault_IsRefusedByRowAndFieldWithAFix(string name)
    {
        var (rows, row, field, says) = Cases[name];

        var result = InputFiles.Read(batch: InputFiles.Batch(rows));

        Assert.Empty(result.Requests);
        Assert.Contains(
            result.Problems,
            p => p.File == "batch.csv" && p.Row == row && p.Field == field && p.Fix.Length > 0
                && $"{p.Sentence} {p.Fix}".Contains(says, StringComparison.Ordinal));
        foreach (var number in InputFiles.Numbers.Append("BCDFG"))
            Assert.DoesNotContain(result.Problems, p => p.ToString().Contains(number, StringComparison.Ordinal));
    }

    [Theory]
    [MemberData(nameof(SharedColumns))]
    public void Batch_RowsOfOneMigrationDisagree_NamesBothRowsAndValues(string column)
    {
        var (first, other) = Disagreements[column];

        var result = InputFiles.Read(batch: InputFiles.Batch(Row((column, first)), Row((column, other), ("purchase", "heron-open"))));

        var problem = Assert.Single(result.Problems, p => p.Field == column && p.Sentence.Contains("disagree", StringComparison.Ordinal));
        Assert.Equal(3, problem.Row);
        Assert.Contains("Rows 2 and 3", problem.Sentence, StringComparison.Ordinal);
        Assert.All(
            new[] { first, other }.Where(static v => v.Length > 0), v => Assert.Contains($"'{v}'", problem.Sentence, StringComparison.Ordinal));
    }

    [Fact]
    public void Batch_WithSeveralFaults_IsToldAllAtOnceInOrder()
    {
        var result = InputFiles.Read(
            InputFiles.Estate(static e => e["servers"]![0]!["os"] = "2020"),
            InputFiles.Batch(Row(("quantity", "0"), ("target", "heron-x")), Otter(("purchase", "heron-ea"))));

        Assert.Equal(
            [("batch.csv", "quantity"), ("batch.csv", "target"), ("batch.csv", "purchase"), ("estate.json", "os")],
            result.Problems.Select(static p => (p.File, p.Field)));
    }

    [Fact]
    public void Problem_Printed_HasFileRowFieldSentenceAndFix()
    {
        var result = InputFiles.Read(batch: InputFiles.Batch(Row(("calType", "users"))));

        Assert.Equal(
            "batch.csv:2: calType: 'users' is not a value of calType. Did you mean 'user'? Use one of: device, user.",
            Assert.Single(result.Problems).ToString());
    }

    [Fact]
    public void Batch_KindOtherThanBought_IsWarnedOf()
    {
        var result = InputFiles.Read(batch: InputFiles.Batch(Row(("version", "2016"))));

        Assert.Equal("version", Assert.Single(result.Warnings).Field);
        Assert.Single(result.Requests);
    }

    [Fact]
    public void Batch_UnreadableSourceWithoutId_IsWarnedOf()
    {
        var result = InputFiles.Read(batch: InputFiles.Batch(Row(("sourceState", "unreachable"))));

        Assert.Contains("license server ID", Assert.Single(result.Warnings).Sentence, StringComparison.Ordinal);
        Assert.Null(Assert.Single(result.Requests).Source.LicenseServerId);
    }

    private static string Row(params (string, string)[] changes) => InputFiles.Row(changes);

    private static string Otter(params (string, string)[] changes) =>
        InputFiles.Row([("migration", "o-1"), ("source", "otter-a"), ("target", "otter-b"), ("purchase", "otter-ea"), .. changes]);
}
