using RdsCalOrchestrator.Simulator.Clearinghouse;
using RdsCalOrchestrator.Simulator.LicenseServers;
using RdsCalOrchestrator.Tests.Simulator.Estate;
using Xunit;
using Question = RdsCalOrchestrator.Simulator.LicenseServers.ClearinghouseQuestion;

namespace RdsCalOrchestrator.Tests.Simulator.Clearinghouse;

/// <summary>What the Clearinghouse accepts from a server, and what it refuses.</summary>
public sealed class AutomaticEndpointTests
{
    private readonly AssumptionSwitches _switches = new();
    private readonly ClearinghouseState _state = TestWorld.State().Clearinghouse;

    private ClearinghouseRegister Register
    {
        get
        {
            var register = new ClearinghouseRegister(_state, _switches, "test");
            register.Remember(TestWorld.State().Machines.Select(static m => m.Licensing));
            return register;
        }
    }

    [Fact]
    public void Import_OfWhatTheSourceHolds_MovesItAndSaysWhichPack()
    {
        var answer = Register.Answer(Agreement());

        Assert.True(answer.Accepted);
        Assert.Equal(
            (2, 1, 4, 120L, "C50-6.02-S"),
            (answer.Pack!.KeyPackType, answer.Pack.ProductType, answer.Pack.VersionId, answer.Pack.Total, answer.Pack.Description));
        Assert.Equal(new() { [TestWorld.NewId] = 120 }, _state.Purchases[0].Kinds[0].On);
        Assert.False(Register.Answer(Agreement()).Accepted);
    }

    public static TheoryData<string> RefusedImports => new(Refusals.Keys);

    private static Dictionary<string, Question> Refusals { get; } = new()
    {
        ["unknown number"] = Agreement() with { Number = "1234567" },
        ["another program"] = Agreement() with { AgreementType = 0 },
        ["no such program"] = Agreement() with { AgreementType = 9 },
        ["a version that was not bought"] = Agreement() with { VersionId = 6 },
        ["a type that was not bought"] = Agreement() with { ProductType = 0 },
        ["more than was bought"] = Agreement() with { Count = 121 },
        ["none"] = Agreement() with { Count = 0 },
        ["more than the source holds"] = Agreement() with { VersionId = 5, ProductType = 0, Count = 60 },
        ["a source that nobody knows"] = Agreement() with { SourceId = new string('Z', 35) },
        ["a product ID for a license server ID"] = Agreement() with { SourceId = TestWorld.OldProductId },
        ["a name without an ID"] = Agreement() with { SourceId = "" },
        ["a target that nobody activated"] = Agreement() with { Target = new string('Z', 35) },
        ["a target that is the source"] = Agreement() with { Target = TestWorld.OldId },
        ["an unknown license number"] = Open() with { LicenseNumber = "1" },
        ["another authorization number"] = Open() with { AuthorizationNumber = "1" },
        ["an unknown code"] = Retail() with { Code = new string('B', 25) },
    };

    [Theory]
    [MemberData(nameof(RefusedImports))]
    public void Import_ThatContradictsTheRegister_IsRefusedAndMovesNothing(string what)
    {
        var before = _state.Purchases.SelectMany(static p => p.Kinds).SelectMany(static k => k.On).ToList();

        Assert.False(Register.Answer(Refusals[what]).Accepted);
        Assert.Equal(before, _state.Purchases.SelectMany(static p => p.Kinds).SelectMany(static k => k.On));
    }

    [Fact]
    public void Import_OfOpenAndRetail_TellsTheirPackTypes()
    {
        var open = Register.Answer(Open());
        var retail = Register.Answer(Retail());

        Assert.Equal((5, 7, 30L), (open.Pack!.KeyPackType, open.Pack.VersionId, open.Pack.Total));
        Assert.Equal((1, 6, 5L), (retail.Pack!.KeyPackType, retail.Pack.VersionId, retail.Pack.Total));
    }

    [Theory]
    [InlineData("licenseServerId", TestWorld.OldId, true)]
    [InlineData("licenseServerId", TestWorld.OldProductId, false)]
    [InlineData("productId", TestWorld.OldProductId, true)]
    [InlineData("productId", TestWorld.OldId, false)]
    public void SourceId_OfTheOtherSort_IsRefused(string position, string sourceId, bool accepted)
    {
        _switches.SourceId = position;

        Assert.Equal(accepted, Register.Answer(Agreement() with { SourceId = sourceId }).Accepted);
    }

    [Theory]
    [InlineData("accepted", "", true)]
    [InlineData("accepted", TestWorld.OldId, true)]
    [InlineData("refused", "", false)]
    [InlineData("refused", TestWorld.OldId, false)]
    public void DeadSource_WithoutAName_IsAsTheSwitchSays(string position, string sourceId, bool accepted)
    {
        _switches.DeadSource = position;

        Assert.Equal(accepted, Register.Answer(Agreement() with { SourceName = "", SourceId = sourceId }).Accepted);
    }

    [Fact]
    public void DeadSource_OfWhichNothingIsKnown_LeavesTheHolderOfJustThatMany()
    {
        Register.Answer(Agreement() with { VersionId = 5, ProductType = 0, Count = 20, SourceName = "", SourceId = "" });

        Assert.Equal(new() { [TestWorld.OldId] = 40, [TestWorld.NewId] = 20 }, _state.Purchases[0].Kinds[1].On);
    }

    [Theory]
    [InlineData("accepted", true)]
    [InlineData("refused", false)]
    public void VersionIds_ThatTheCallsDoNotName_AreAsTheSwitchSays(string position, bool accepted)
    {
        _switches.VersionIds = position;

        Assert.Equal(accepted, Register.Answer(Open()).Accepted);
    }

    [Theory]
    [InlineData("accepted", true)]
    [InlineData("refused", false)]
    public void RetailCode_UsedOnTheSource_IsAsTheSwitchSays(string position, bool accepted)
    {
        _switches.Retail = position;

        Assert.Equal(accepted, Register.Answer(Retail()).Accepted);
    }

    [Fact]
    public void Activation_Repeated_GivesTheSameIdWhichIsGoodForThatProductIdOnly()
    {
        var given = Register.Answer(new Question.Activate(TestWorld.FreshProductId, new Dictionary<string, string>()));
        var again = Register.Answer(new Question.Activate(TestWorld.FreshProductId, new Dictionary<string, string>()));

        Assert.Matches("^[BCDFGHJKMPQRTVWXY2346789]{35}$", given.LicenseServerId);
        Assert.Equal(given.LicenseServerId, again.LicenseServerId);
        Assert.True(Register.Answer(new Question.IsLicenseServerId(TestWorld.FreshProductId, given.LicenseServerId!)).Accepted);
        Assert.False(Register.Answer(new Question.IsLicenseServerId(TestWorld.NewProductId, given.LicenseServerId!)).Accepted);
        Assert.False(Register.Answer(new Question.Activate("not a product ID", new Dictionary<string, string>())).Accepted);
    }

    private static Question.ImportAgreement Agreement() =>
        new(TestWorld.NewId, 1, TestWorld.Agreement, 4, 1, 120, "old.test.example", TestWorld.OldId);

    private static Question.ImportOpen Open() =>
        new(TestWorld.NewId, TestWorld.License, TestWorld.Authorization, 7, 1, 30, "old.test.example", TestWorld.OldId);

    private static Question.ImportRetail Retail() => new(TestWorld.NewId, TestWorld.Code, "old.test.example", TestWorld.OldId);
}
