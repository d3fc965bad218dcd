using System.Net;
using System.Net.Http.Json;
using System.Text.Json.Nodes;
using RdsCalOrchestrator.Simulator.LicenseServers;
using RdsCalOrchestrator.Tests.Simulator.Estate;
using Xunit;

namespace RdsCalOrchestrator.Tests.Simulator.Clearinghouse;

/// <summary>A person on the web page or on the telephone, and what Windows then makes of the ID.</summary>
public sealed class VisitTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task KeyPackId_FromTheWeb_IsGoodOnceAndOnItsTargetOnly()
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);

        var id = await KeyPackIdAsync(estate, "web/manage-cals", Cals());
        var elsewhere = estate.Estate.Ask(new ClearinghouseQuestion.ReadKeyPackId(TestWorld.OtherId, id));
        var first = estate.Estate.Ask(new ClearinghouseQuestion.ReadKeyPackId(TestWorld.NewId, id));
        var second = estate.Estate.Ask(new ClearinghouseQuestion.ReadKeyPackId(TestWorld.NewId, id));

        Assert.False(elsewhere.Accepted);
        Assert.Equal((2, 4, 1, 120L), (first.Pack!.KeyPackType, first.Pack.VersionId, first.Pack.ProductType, first.Pack.Total));
        Assert.False(second.Accepted);
    }

    [Fact]
    public async Task KeyPackId_AskedForAgainBeforeItWasUsed_IsTheSame()
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);

        var lost = await KeyPackIdAsync(estate, "web/manage-cals", Cals());
        var again = await KeyPackIdAsync(estate, "web/manage-cals", Cals());
        estate.Estate.Ask(new ClearinghouseQuestion.ReadKeyPackId(TestWorld.NewId, lost));
        var afterUse = await estate.Http.PostAsJsonAsync("/clearinghouse/web/manage-cals", Cals(), Cancellation);

        Assert.Equal(lost, again);
        Assert.Equal(HttpStatusCode.UnprocessableEntity, afterUse.StatusCode);
    }

    [Theory]
    [InlineData("targetLicenseServerId", "")]
    [InlineData("targetLicenseServerId", "BBBBB-BBBBB")]
    [InlineData("program", "volume")]
    [InlineData("program", "select")]
    [InlineData("agreementNumber", "1")]
    [InlineData("version", "2016")]
    [InlineData("version", "XP")]
    [InlineData("calType", "device")]
    [InlineData("reason", " ")]
    [InlineData("lastName", "")]
    [InlineData("countryRegion", "")]
    [InlineData("sourceLicenseServerId", "BBBBB-BBBBB")]
    public async Task ManageCals_WithOneWrongField_IsRefusedWithAReason(string field, string value)
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);
        var form = Cals();
        form[field] = value;

        var answer = await estate.Http.PostAsJsonAsync("/clearinghouse/web/manage-cals", form, Cancellation);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        Assert.NotEmpty((await answer.Content.ReadFromJsonAsync<JsonObject>(Cancellation))!["reason"]!.GetValue<string>());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(121)]
    public async Task ManageCals_WithAQuantityThatWasNotBought_IsRefused(int quantity)
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);
        var form = Cals();
        form["quantity"] = quantity;

        var answer = await estate.Http.PostAsJsonAsync("/clearinghouse/web/manage-cals", form, Cancellation);

        Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
    }

    [Fact]
    public async Task RetailCode_RefusedOnTheWeb_IsRecoveredByTelephone()
    {
        using var folder = new TestFolder();
        var world = TestWorld.State();
        world.Switches.Retail = "refused";
        await using var estate = await RunningEstate.StartAsync(folder, world);
        var form = Cals();
        (form["program"], form["licenseCode"], form["version"], form["quantity"]) = ("retail", TestWorld.Code, "2019", 5);

        var web = await estate.Http.PostAsJsonAsync("/clearinghouse/web/manage-cals", form, Cancellation);
        var id = await KeyPackIdAsync(estate, "telephone", new JsonObject { ["manageCals"] = form.DeepClone() });

        Assert.Equal(HttpStatusCode.UnprocessableEntity, web.StatusCode);
        Assert.True(estate.Estate.Ask(new ClearinghouseQuestion.ReadKeyPackId(TestWorld.NewId, id)).Accepted);
    }

    [Fact]
    public async Task Activation_OnWebAndTelephone_GivesTheIdThatWindowsTakes()
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);
        var form = Company();
        form["productId"] = TestWorld.FreshProductId;

        var web = await AnswerAsync(estate, "web/activate", form);
        var telephone = await AnswerAsync(estate, "telephone", new JsonObject { ["activate"] = form.DeepClone() });
        var id = web["licenseServerId"]!.GetValue<string>();

        Assert.Equal(id, telephone["licenseServerId"]!.GetValue<string>());
        Assert.True(estate.Estate.Ask(new ClearinghouseQuestion.IsLicenseServerId(TestWorld.FreshProductId, id)).Accepted);
    }

    [Fact]
    public async Task Telephone_ThatGivesNone_SaysSoWhateverItIsAsked()
    {
        using var folder = new TestFolder();
        var world = TestWorld.State();
        world.Switches.Phone = "givesNone";
        await using var estate = await RunningEstate.StartAsync(folder, world);
        var form = Company();
        form["productId"] = TestWorld.FreshProductId;

        foreach (var call in new[] { new JsonObject { ["manageCals"] = Cals() }, new JsonObject { ["activate"] = form.DeepClone() } })
        {
            var answer = await estate.Http.PostAsJsonAsync("/clearinghouse/telephone", call, Cancellation);

            Assert.Equal(HttpStatusCode.UnprocessableEntity, answer.StatusCode);
        }

        Assert.NotEmpty(await KeyPackIdAsync(estate, "web/manage-cals", Cals()));
        Assert.NotNull((await AnswerAsync(estate, "web/activate", form))["licenseServerId"]);
    }

    [Fact]
    public async Task Page_FilledIn_ShowsTheIdInGroupsOfFive()
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);

        var home = await estate.Http.GetStringAsync("/clearinghouse", Cancellation);
        var answer = await estate.Http.PostAsync("/clearinghouse/manage-cals", Form(Cals()), Cancellation);

        Assert.Contains("Activate a license server", home);
        Assert.Matches("<output>([B-Y2-9]{5}-){6}[B-Y2-9]{5}</output>", await answer.Content.ReadAsStringAsync(Cancellation));
    }

    [Fact]
    public async Task Page_FilledInWrong_SaysWhyAndEchoesNothing()
    {
        using var folder = new TestFolder();
        await using var estate = await RunningEstate.StartAsync(folder);
        var form = Company();
        form["productId"] = "<script>alert(1)</script>";

        var page = await estate.Http.PostAsync("/clearinghouse/activate", Form(form), Cancellation);
        var answer = await page.Content.ReadAsStringAsync(Cancellation);

        Assert.Contains("The product ID is not valid.", answer);
        Assert.DoesNotContain("alert(1)", answer);
    }

    private static JsonObject Company() => new()
    {
        ["lastName"] = "Falk",
        ["firstName"] = "Ada",
        ["companyName"] = "Test & Sons",
        ["countryRegion"] = "Germany",
    };

    private static JsonObject Cals()
    {
        var form = Company();
        form["targetLicenseServerId"] = string.Join('-', TestWorld.NewId.ToLowerInvariant().Chunk(5).Select(static g => new string(g)));
        form["program"] = "enterprise";
        form["agreementNumber"] = TestWorld.Agreement;
        form["version"] = "2012";
        form["calType"] = "user";
        form["quantity"] = 120;
        form["reason"] = "The license server is being replaced";
        return form;
    }

    private static FormUrlEncodedContent Form(JsonObject fields) =>
        new(fields.Select(static f => KeyValuePair.Create(f.Key, f.Value!.ToString())));

    private static async Task<JsonObject> AnswerAsync(RunningEstate estate, string path, JsonObject form)
    {
        var answer = await estate.Http.PostAsJsonAsync($"/clearinghouse/{path}", form, Cancellation);
        return (await answer.EnsureSuccessStatusCode().Content.ReadFromJsonAsync<JsonObject>(Cancellation))!;
    }

    private static async Task<string> KeyPackIdAsync(RunningEstate estate, string path, JsonObject form) =>
        (await AnswerAsync(estate, path, form))["licenseKeyPackId"]!.GetValue<string>();
}
