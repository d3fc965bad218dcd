using System.Text.Json.Nodes;
using Xunit;

namespace RdsCalOrchestrator.Tests.Submissions;

/// <summary>Each bad estate gets a problem that names file, line, field and fix, and nothing is started.</summary>
public sealed class EstateRefusalTests
{
    private const string Id34 = "HYGCQ-JMK3H-BCQYF-G6KCV-7D4D-3PCG6-TBRKJ";

    private static readonly Dictionary<string, (Action<JsonNode> Change, string Field, string Says)> Cases = new()
    {
        ["another schema"] = (e => e["schema"] = 2, "schema", "schema 1"),
        ["an unknown table"] = (e => e["sites"] = new JsonArray(), "sites", "does not know the field 'sites'"),
        ["an empty table"] = (e => e["servers"] = new JsonArray(), "servers", "missing or empty"),
        ["a table that is no list"] = (e => e["companies"] = "none", "companies", "not a list"),
        ["an entry that is no object"] = (e => e["servers"]!.AsArray().Add("heron-c"), "servers", "not an object"),
        ["hosts"] = (e => e["hosts"] = new JsonArray(new JsonObject { ["host"] = "h" }), "hosts", "does not know hosts yet"),
        ["an unknown field"] = (e => Server(e)["adress"] = "a", "adress", "does not know the field 'adress'"),
        ["an unknown field, and the nearest"] = (e => Server(e)["adress"] = "a", "adress", "Did you mean 'address'?"),
        ["a missing value"] = (e => Customer(e).AsObject().Remove("timeZone"), "timeZone", "missing"),
        ["a null"] = (e => Customer(e)["name"] = null, "name", "not text in quotes"),
        ["a number where text belongs"] = (e => Purchase(e)["version"] = 2019, "version", "not text in quotes"),
        ["text where a number belongs"] = (e => Purchase(e)["quantity"] = "100", "quantity", "not a number without quotes"),
        ["text where a list belongs"] = (e => Approver(e)["answers"] = "plan", "answers", "not a list of texts"),
        ["an object where text belongs"] = (e => Server(e)["notes"] = new JsonObject(), "notes", "not text in quotes"),
        ["a long customer key"] = (e => Customer(e)["customer"] = new string('k', 41), "customer", "at most 40 characters"),
        ["a key with a space"] = (e => Server(e)["server"] = "heron a", "server", "'heron a' is not a name"),
        ["a long text"] = (e => Customer(e)["name"] = new string('n', 201), "name", "at most 200 characters"),
        ["a tenant that is no GUID"] = (e => Customer(e)["tenantId"] = "heron", "tenantId", "not a GUID"),
        ["an unknown access"] = (e => Customer(e)["access"] = "guest", "access", "'guest' is not a value of access"),
        ["application without credential"] = (e => Customer(e)["access"] = "application", "credential", "needs a credential"),
        ["a time zone by sentence"] = (e => Customer(e)["timeZone"] = "Vienna time", "timeZone", "not the name of a time zone"),
        ["a time zone nobody knows"] = (e => Customer(e)["timeZone"] = "Europe/Atlantis", "timeZone", "'Europe/Atlantis' is not a time zone"),
        ["channel arc"] = (e => Server(e)["channel"] = "arc", "channel", "does not know 'arc' yet"),
        ["channel manual"] = (e => Server(e)["channel"] = "manual", "channel", "does not know 'manual' yet"),
        ["an unknown channel"] = (e => Server(e)["channel"] = "azureVM", "channel", "Did you mean 'azureVm'?"),
        ["azureVm without resource ID"] = (e => Server(e).AsObject().Remove("resourceId"), "resourceId", "missing"),
        ["the resource ID of a disk"] = (e => Server(e)["resourceId"] = "/subscriptions/x/disks/y", "resourceId", "not the resource ID of a virtual machine"),
        ["none with resource ID"] = (e => Lost(e)["resourceId"] = "/subscriptions/x", "resourceId", "has no resource ID"),
        ["none without os"] = (e => Lost(e).AsObject().Remove("os"), "os", "missing"),
        ["an unknown os"] = (e => Server(e)["os"] = "2020", "os", "'2020' is not a value of os"),
        ["an address with a blank"] = (e => Server(e)["address"] = "heron a", "address", "not a DNS name or an IP address"),
        ["a product ID of three groups"] = (e => Server(e)["productId"] = "AAAAA-BBBBB-CCCCC", "productId", "not a product ID"),
        ["an ID of 34 characters: count"] = (e => Lost(e)["licenseServerId"] = Id34, "licenseServerId", "34 of 35 characters"),
        ["an ID of 34 characters: group"] = (e => Lost(e)["licenseServerId"] = Id34, "licenseServerId", "G6KCV->7D4D<-3PCG6"),
        ["an ID of 36 characters"] = (e => Lost(e)["licenseServerId"] = Id34 + "XY", "licenseServerId", "36 of 35 characters"),
        ["an ID with another character"] = (e => Lost(e)["licenseServerId"] = "HYG?Q" + Id34[5..], "licenseServerId", "Character 4 is '?'"),
        ["an unknown program"] = (e => Purchase(e)["program"] = "volume", "program", "'volume' is not a value of program"),
        ["CAL version 2012R2"] = (e => Purchase(e)["version"] = "2012R2", "version", "'2012R2' is not a value of version"),
        ["a quantity of 0"] = (e => Purchase(e)["quantity"] = 0, "quantity", "not a whole number from 1 to 999999"),
        ["a quantity in scientific notation"] = (e => Purchase(e)["quantity"] = JsonNode.Parse("1e3"), "quantity", "not a whole number"),
        ["agreement number: ask"] = (e => Purchase(e)["agreementNumber"] = "ask", "agreementNumber", "does not ask for numbers"),
        ["license number: ask"] = (e => Purchase(e, 1)["licenseNumber"] = "ask", "licenseNumber", "does not ask for numbers"),
        ["authorization number: ask"] = (e => Purchase(e, 1)["authorizationNumber"] = "ask", "authorizationNumber", "does not ask for numbers"),
        ["codes: ask"] = (e => Purchase(e, 2)["codesRef"] = "ask", "codesRef", "does not ask for numbers"),
        ["codes in a vault"] = (e => Purchase(e, 2)["codesRef"] = "kv:heron-kv/codes", "codesRef", "from a vault yet"),
        ["codes nowhere"] = (e => Purchase(e, 2)["codesRef"] = "on paper", "codesRef", "The value is not env:NAME"),
        ["a number of letters"] = (e => Purchase(e)["agreementNumber"] = "8317264X", "agreementNumber", "The value is not an agreement number"),
        ["a number missing"] = (e => Purchase(e).AsObject().Remove("agreementNumber"), "agreementNumber", "missing"),
        ["a number of another program"] = (e => Purchase(e)["licenseNumber"] = "51739284", "licenseNumber", "does not belong to this license program"),
        ["an agreement number on retail"] = (e => Purchase(e, 2)["agreementNumber"] = "8317264", "agreementNumber", "does not belong to this license program"),
        ["a number that the spreadsheet changed"] = (e => Purchase(e, 1)["authorizationNumber"] = "9.02E+14", "authorizationNumber", "The spreadsheet changed this value"),
        ["a license code, hyphenated"] = (e => Server(e)["notes"] = "key BCDFG-HJKMP-QRTVW-XY234-67892!", "notes", "A license code of 25 characters"),
        ["a license code, plain"] = (e => Purchase(e, 2)["codesRef"] = "BCDFGHJKMPQRTVWXY23467892", "codesRef", "A license code of 25 characters"),
        ["a license code, small letters"] = (e => Server(e)["notes"] = "bcdfg hjkmp qrtvw xy234 67892", "notes", "A license code of 25 characters"),
        ["a license code in an unknown place"] = (e => e["extra"] = new JsonObject { ["deep"] = "BCDFG-HJKMP-QRTVW-XY234-67892" }, "extra", "A license code of 25 characters"),
        ["a license code as license server ID"] = (e => Lost(e)["licenseServerId"] = "BCDFG-HJKMP-QRTVW-XY234-67892", "licenseServerId", "A license code of 25 characters"),
        ["an address that is none"] = (e => Approver(e)["email"] = "ida", "email", "not an e-mail address"),
        ["an unknown right"] = (e => Approver(e)["answers"] = new JsonArray("everything"), "answers", "'everything' is not a value of answers"),
        ["no right"] = (e => Approver(e)["answers"] = new JsonArray(), "answers", "may answer nothing"),
        ["a right named twice"] = (e => Approver(e)["answers"] = new JsonArray("plan", "plan"), "answers", "'plan' is named twice"),
        ["an unknown policy field"] = (e => Policy(e)["backup"] = "none", "backup", "does not know the field 'backup'"),
        ["an unknown field of a section"] = (e => Policy(e)["batch"] = new JsonObject { ["canary"] = "one" }, "batch.canary", "does not know the field 'batch.canary'"),
        ["a section that is no object"] = (e => Policy(e)["method"] = "web", "method", "not an object"),
        ["hosts checked"] = (e => Policy(e)["cleanUp"] = new JsonObject { ["hosts"] = "checked" }, "cleanUp.hosts", "does not know 'checked' yet"),
        ["an unknown fallback"] = (e => Policy(e)["method"]!["fallback"] = "fax", "method.fallback", "'fax' is not a value"),
        ["a duration in words"] = (e => Policy(e)["asks"]!["total"] = "one week", "asks.total", "not a duration"),
        ["an empty duration"] = (e => Policy(e)["asks"]!["total"] = "PT", "asks.total", "not a duration"),
        ["an ask of more than 30 days"] = (e => Policy(e)["asks"]!["total"] = "P30DT1M", "asks.total", "more than 30 days"),
        ["no attempt"] = (e => Policy(e)["asks"]!["attempts"] = 0, "asks.attempts", "from 1 to 10"),
        ["a threshold in words"] = (e => Policy(e)["batch"]!["maxErrors"] = "few", "batch.maxErrors", "not a count or a percentage"),
        ["a flag in quotes"] = (e => Policy(e)["activation"] = new JsonObject { ["allow"] = "yes" }, "activation.allow", "neither true nor false"),
        ["a key used twice"] = (e => Server(e, 1)["server"] = "heron-a", "server", "used twice, first on row"),
        ["a key used twice in another case"] = (e => Server(e, 1)["server"] = "HERON-A", "server", "used twice, first on row"),
        ["a company not found"] = (e => Customer(e)["company"] = "hero", "company", "'hero' is not in companies of estate.json. Did you mean 'heron'?"),
        ["a customer not found"] = (e => Server(e)["customer"] = "swan", "customer", "'swan' is not in customers"),
        ["an approver not found"] = (e => Customer(e)["approvers"] = new JsonArray("ap-bo"), "approvers", "'ap-bo' is not in approvers"),
        ["an approver of another customer"] = (e => Customer(e)["approvers"] = new JsonArray("ap-luz"), "approvers", "of another customer"),
        ["a policy not found"] = (e => Customer(e)["policy"] = "quick", "policy", "'quick' is not in policies"),
        ["an extended policy not found"] = (e => Policy(e, 1)["extends"] = "basis", "extends", "'basis' is not in policies"),
        ["policies that extend each other"] = (e => Policy(e)["extends"] = "slow", "extends", "extends itself"),
        ["an owner not found"] = (e => Policy(e)["cleanUp"] = new JsonObject { ["owner"] = "ap-bo" }, "cleanUp.owner", "'ap-bo' is not in approvers"),
        ["an owner of another customer"] = (
            e => Policy(e)["cleanUp"] = new JsonObject { ["owner"] = "ap-luz" }, "policy",
            "owner of the policy is an approver of another customer"),
    };

    public static TheoryData<string> Names => [.. Cases.Keys];

    [Theory]
    [MemberData(nameof(Names))]
    public void Estate_WithOneFault_IsRefusedByFieldWithAFix(string name)
    {
        var (change, field, says) = Cases[name];

        var result = InputFiles.Read(InputFiles.Estate(change));

        Assert.Empty(result.Requests);
        Assert.Contains(
            result.Problems,
            p => p.Row > 0 && p.Field == field && p.Fix.Length > 0 && $"{p.Sentence} {p.Fix}".Contains(says, StringComparison.Ordinal));
        foreach (var number in InputFiles.Numbers.Append("BCDFG").Append("bcdfg"))
            Assert.DoesNotContain(result.Problems, p => p.ToString().Contains(number, StringComparison.Ordinal));
    }

    [Fact]
    public void Estate_WithSeveralFaults_IsToldAllAtOnce()
    {
        var result = InputFiles.Read(InputFiles.Estate(e =>
        {
            Customer(e)["access"] = "guest";
            Server(e)["channel"] = "arc";
            Purchase(e)["agreementNumber"] = "ask";
            Policy(e)["backup"] = "none";
        }));

        Assert.Equal(["access", "channel", "agreementNumber", "backup"], result.Problems.Select(static p => p.Field));
    }

    [Fact]
    public void Estate_FieldTwice_NamesBothLines()
    {
        var result = InputFiles.Read(InputFiles.File("estate.json", "{\n\"schema\": 1,\n\"schema\": 1\n}"));

        Assert.Contains(
            "estate.json:3: schema: The field stands twice, first on line 2. Keep one.", result.Problems.Select(static p => p.ToString()));
    }

    [Theory]
    [InlineData("{\n\"schema\": 1,\n,", 3)]
    [InlineData("{\n\"schema\": 1\n} x", 3)]
    [InlineData("{\n\"schema\": \"\\ud800\"}", 2)]
    [InlineData("[1]", 1)]
    public void Estate_NoJsonObject_NamesTheLine(string text, int line)
    {
        var problem = Assert.Single(InputFiles.Read(InputFiles.File("estate.json", text)).Problems);

        Assert.Equal(("estate.json", line), (problem.File, problem.Row));
    }

    [Theory]
    [InlineData("agreementNumber", 0, "012345", "leading zero")]
    [InlineData("licenseNumber", 1, "5173928", "leading zero")]
    public void Estate_ShortNumber_IsWarnedOf(string field, int purchase, string number, string says)
    {
        var result = InputFiles.Read(InputFiles.Estate(e => Purchase(e, purchase)[field] = number));

        var warning = Assert.Single(result.Warnings);
        Assert.Equal(field, warning.Field);
        Assert.Contains(says, warning.Sentence, StringComparison.Ordinal);
        Assert.DoesNotContain(number, warning.ToString(), StringComparison.Ordinal);
        Assert.Single(result.Requests);
    }

    [Fact]
    public void Estate_IdWithUnusualCharacters_IsNormalisedWithAWarning()
    {
        var result = InputFiles.Read(
            InputFiles.Estate(e => Lost(e)["licenseServerId"] = "hygcq jmk3h-bcqyf g6kcv 7d4dr 3pcg6 tbrk0"),
            InputFiles.Batch(InputFiles.Row(("source", "heron-lost"), ("sourceState", "gone"))));

        Assert.Equal("HYGCQJMK3HBCQYFG6KCV7D4DR3PCG6TBRK0", Assert.Single(result.Requests).Source.LicenseServerId!.Value);
        Assert.Contains("0/O/D", Assert.Single(result.Warnings).Sentence, StringComparison.Ordinal);
    }

    private static JsonNode Customer(JsonNode estate) => estate["customers"]![0]!;

    private static JsonNode Server(JsonNode estate, int index = 0) => estate["servers"]![index]!;

    private static JsonNode Lost(JsonNode estate) => Server(estate, 2);

    private static JsonNode Purchase(JsonNode estate, int index = 0) => estate["purchases"]![index]!;

    private static JsonNode Approver(JsonNode estate) => estate["approvers"]![0]!;

    private static JsonNode Policy(JsonNode estate, int index = 0) => estate["policies"]![index]!;
}
