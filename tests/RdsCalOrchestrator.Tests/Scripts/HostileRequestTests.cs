using System.Text;
using System.Text.Json.Nodes;
using System.Text.RegularExpressions;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Migrations.Steps;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Functions.Scripts;
using RdsCalOrchestrator.RunCommand;
using RdsCalOrchestrator.RunCommand.Scripts;
using RdsCalOrchestrator.Tests.Submissions;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>
/// A hostile text anywhere in an estate is refused before anything, or becomes one value of a command's data: the script's text, the form of
/// its parameters and the shape of the request stay what they are for any other text.
/// </summary>
public sealed partial class HostileRequestTests
{
    private static readonly DateTimeOffset Now = new(2026, 11, 28, 20, 0, 0, TimeSpan.Zero);

    // Each field of an estate that can come near a command.
    private static readonly string[][] Fields =
    [
        ["companies", "0", "companyName"], ["companies", "0", "firstName"], ["companies", "0", "lastName"], ["companies", "0", "countryRegion"],
        ["companies", "0", "countryRegionLocal"], ["servers", "0", "address"], ["servers", "0", "licenseServerId"], ["servers", "0", "productId"],
        ["servers", "0", "resourceId"], ["servers", "1", "resourceId"], ["purchases", "0", "agreementNumber"], ["customers", "0", "name"],
        ["approvers", "0", "name"],
    ];

    public static TheoryData<int, int> EachInEachField =>
        [.. from place in Enumerable.Range(0, Fields.Length) from text in Enumerable.Range(0, HostileText.All.Count) select (place, text)];

    [Theory]
    [MemberData(nameof(EachInEachField))]
    public void Command_OfAnEstateWithAHostileText_IsTheSameButForOneValue(int place, int at)
    {
        var text = HostileText.All[at];
        if (Read(Fields[place], text) is not { } hostile)
            return;
        var plain = Read(Fields[place], Plain(Fields[place][^1]))!;

        foreach (var script in Enum.GetValues<Script>().Except([Script.Remove]))
        {
            var (command, expected) = (CommandOf(hostile, script), CommandOf(plain, script));
            Assert.Equal(ScriptLibrary.Of(script).Text, command.Script);
            Assert.Matches(Base64(), command.Request);
            Assert.Matches(Base64(), command.Secrets?.Reveal() ?? "");
            Assert.Equal(expected.Name, command.Name);
            Assert.Equal(expected.Tags.Select(static t => t.Key), command.Tags.Select(static t => t.Key));
            Assert.All(command.Tags, static tag => Assert.Matches(TagValue(), tag.Value));
            AssertSameShape(Json(expected.Request), Json(command.Request));
            AssertSameShape(Json(expected.Secrets?.Reveal()), Json(command.Secrets?.Reveal()));
        }
    }

    [Fact]
    public void ResourceId_ThatWouldLeadElsewhere_IsRefused()
    {
        const string Group = "/subscriptions/5b0f8a51-6f0d-4f6a-9a55-0f7f2c1d3e4b/resourceGroups/";
        foreach (var id in new[] { "rg/providers/Microsoft.Compute/virtualMachines/..", "../providers/Microsoft.Compute/virtualMachines/a",
            "rg/providers/Microsoft.Compute/virtualMachines/a?api-version=1", "rg/providers/Microsoft.Compute/virtualMachines/a%2fextensions",
            "rg/providers/Microsoft.Compute/virtualMachines/a#b", "r g/providers/Microsoft.Compute/virtualMachines/a\nb" })
        {
            var result = InputFiles.Read(InputFiles.Estate(root => root["servers"]![0]!["resourceId"] = Group + id));
            Assert.Contains(
                result.Problems, static p => p.Sentence.Contains("is not the resource ID of a virtual machine", StringComparison.Ordinal));
        }
    }

    private static MigrationRequest? Read(string[] path, string text)
    {
        var result = InputFiles.Read(InputFiles.Estate(root => root[path[0]]![int.Parse(path[1])]![path[2]] = text));
        Assert.True((result.Requests.Count == 1) ^ (result.Problems.Count > 0));
        return result.Requests.SingleOrDefault();
    }

    private static string Plain(string field) => field switch
    {
        "licenseServerId" => "H69DMQ23V7YVM8VC42J9PKJJRF7PYH67HVP",
        "productId" => "00252-70012-41583-AT417",
        "agreementNumber" => "8317264",
        "address" => "heron-a.example",
        "resourceId" => "/subscriptions/5b0f8a51-6f0d-4f6a-9a55-0f7f2c1d3e4b/resourceGroups/rg/providers/Microsoft.Compute/virtualMachines/heron-c",
        _ => "plain",
    };

    private static ServerCommand CommandOf(MigrationRequest request, Script script)
    {
        var row = request.Lines[0];
        var operation = new OperationId("op-1");
        var line = new PlannedLine(1, operation, ConnectionMethod.Automatic, row.Purchase, row.Cals, row.Quantity, row.Quantity ?? 0, [], null);
        var plan = new MigrationPlan("hash", SourceState.Reachable, [line], null, null, [], ActivationWay.Automatic, []);
        Entry[] entries =
        [
            new Entry.Accepted(request, null), new Entry.AttemptRequested(1), new Entry.AttemptBegun(1),
            new Entry.Planned(plan, 1), new Entry.Approved("hash", null),
        ];
        var migration = Migration.From([.. entries.Select(static (e, i) => new Recorded($"{i}", Now, "test", e))])!;
        var naming = new RunNaming(migration, new Attempt(request.Customer, request.Id, 1), new ScriptTimes(), ScriptOutput.None, Now);
        naming.Name(new PlannedRun(
            script, script == Script.Inspect ? Side.Source : Side.Target,
            script == Script.Inspect ? [] : [new RunLine(1, operation, null, false)]));
        return Commands.Of(migration, (Entry.RunNamed)naming.Entries[0].Entry, "westeurope", new HashKey(new Domain.Identifiers.Secret("")));
    }

    private static JsonNode? Json(string? base64) =>
        base64 is null ? null : JsonNode.Parse(Encoding.UTF8.GetString(Convert.FromBase64String(base64)));

    // The same members and lengths; a text may differ, nothing else. A country that is given twice, or not at all, makes a list longer or shorter.
    private static void AssertSameShape(JsonNode? expected, JsonNode? found)
    {
        switch (expected, found)
        {
            case (JsonObject one, JsonObject other):
                Assert.Equal(one.Select(static m => m.Key), other.Select(static m => m.Key));
                foreach (var (name, value) in one)
                    AssertSameShape(value, other[name]);
                break;
            case (JsonArray one, JsonArray other):
                foreach (var (a, b) in one.Zip(other))
                    AssertSameShape(a, b);
                break;
            default:
                Assert.Equal(expected is JsonObject or JsonArray, found is JsonObject or JsonArray);
                break;
        }
    }

    [GeneratedRegex(@"^[A-Za-z0-9+/]*={0,2}\z")]
    private static partial Regex Base64();

    [GeneratedRegex(@"^[A-Za-z0-9._ -]*\z")]
    private static partial Regex TagValue();
}
