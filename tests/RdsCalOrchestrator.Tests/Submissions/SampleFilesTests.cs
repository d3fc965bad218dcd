using System.Text.Json;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Packs;
using RdsCalOrchestrator.Domain.Purchases;
using RdsCalOrchestrator.Functions.Submissions;
using Xunit;

namespace RdsCalOrchestrator.Tests.Submissions;

/// <summary>The files under <c>samples/</c>, which the Demo submits.</summary>
public sealed class SampleFilesTests
{
    private static readonly SubmissionResult Sample = Submission.Read(File("estate.json"), File("batch.csv"), "casey");

    [Fact]
    public void Sample_AsItIs_HasNeitherProblemsNorWarnings()
    {
        Assert.Empty(Sample.Problems);
        Assert.Empty(Sample.Warnings);
    }

    [Fact]
    public void Sample_ExpectedEnds_NameEveryMigrationOnceAndItsCals()
    {
        using var expected = JsonDocument.Parse(File("batch.expected.json").Content);
        var ends = expected.RootElement.EnumerateArray().ToDictionary(static e => e.GetProperty("migration").GetString()!, static e => e);
        Assert.Equal(Sample.Requests.Select(static r => r.Id.Value), ends.Keys);
        foreach (var line in Sample.Requests.SelectMany(r => r.Lines.Select(line => (r.Id, line))).Where(l => l.line.Quantity is not null))
        {
            var moves = ends[line.Id.Value].GetProperty("moves");
            if (ends[line.Id.Value].GetProperty("ends").GetString() != "Blocked")
                Assert.Equal(line.line.Quantity, moves.GetProperty(line.line.Cals.Token).GetInt32());
        }
    }

    [Fact]
    public void Sample_MigrationOfTwoLines_IsReadWhole()
    {
        var request = Request("tam-01");

        Assert.Equal("tamarisk", request.Customer.Value);
        Assert.Equal("Tamarisk Freight Forwarding", request.CustomerName);
        Assert.Equal("tam-old1", request.Source.Id!.Name);
        Assert.Equal(SourceState.Reachable, request.SourceState);
        Assert.Equal(Reason.Replacing, request.Reason);
        Assert.Equal(
            [
                new RequestedLine(1, ConnectionMethod.Automatic, "tam-ea-user", new(CalVersion.V2012, CalType.User), 120),
                new RequestedLine(2, ConnectionMethod.Automatic, "tam-ea-device", new(CalVersion.V2012, CalType.Device), 30),
            ],
            request.Lines);
        Assert.Equal(new Secret("6570037"), Assert.IsType<Purchase.Agreement>(request.Purchase("tam-ea-user")).Number);
        Assert.Equal("Tamarisk Freight Forwarding Lda", request.Company!.CompanyName);
        Assert.Equal("casey", request.RequestedBy);
    }

    [Fact]
    public void Sample_Approvers_AreNarrowedToCustomerRightAndRow()
    {
        Assert.Equal(["ap-rui"], Request("tam-02").Approvers.Plan.Select(static a => a.Key));
        Assert.Equal(["ap-rui", "ap-desk"], Request("tam-02").Approvers.Answer.Select(static a => a.Key));
        Assert.Equal(["ap-desk"], Request("tam-03").Approvers.Answer.Select(static a => a.Key));
        Assert.Equal(["ap-rui"], Request("tam-03").Approvers.Attest.Select(static a => a.Key));
    }

    [Fact]
    public void Sample_GoneSource_MayHaveNoLicenseServerId()
    {
        Assert.Null(Request("lark-01").Source.LicenseServerId);
        Assert.Equal("2WV3KJPJ9KKBPDDFVPWQHC9349CVVKX8XMR", Request("lark-02").Source.LicenseServerId!.Value);
        Assert.Equal(["lark-01"], Request("lark-02").After.Select(static m => m.Value));
    }

    [Fact]
    public void Sample_EmptyCellsAndAll_TakeTheirMeaning()
    {
        Assert.Equal(SourceState.Detect, Request("brin-01").SourceState);
        Assert.Equal("env:RDSCAL_DEMO_CODES_BRINDLE", Assert.IsType<Purchase.Retail>(Request("brin-01").Purchase("brin-retail")).CodesRef);
        Assert.Null(Request("tam-06").Lines[0].Quantity);
    }

    [Fact]
    public void Sample_FourRowsOfOneTarget_TwoOfThemByTelephone()
    {
        var four = Sample.Requests.Where(static r => r.Target.Key.Value == "tam-new1").ToList();

        Assert.Equal(4, four.Count);
        Assert.Equal(2, four.Count(static r => r.Lines[0].Method == ConnectionMethod.Telephone));
        Assert.All(four, static r => Assert.Empty(r.After));
    }

    private static MigrationRequest Request(string id) => Sample.Requests.Single(r => r.Id.Value == id);

    private static SubmittedFile File(string name)
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!System.IO.File.Exists(Path.Combine(folder!.FullName, "RdsCalOrchestrator.sln")))
            folder = folder.Parent;
        return new(name, System.IO.File.ReadAllBytes(Path.Combine(folder.FullName, "samples", name)));
    }
}
