using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using Xunit;

namespace RdsCalOrchestrator.Tests.Migrations.Packs;

/// <summary>A later migration of packs that were moved once meets the first one, under whatever names and however little it knows.</summary>
public sealed class SamePacksTests : IDisposable
{
    private readonly PackBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public static TheoryData<string> Again => [.. Agains.Keys];

    private static Dictionary<string, PackMove> Agains { get; } = new()
    {
        ["the same names"] = new PackMove("m-2"),
        ["another target"] = new PackMove("m-2") { To = PackMove.InAzure("c") },
        ["another key of the machine"] = new PackMove("m-2") { From = PackMove.InAzure("renamed", "A") },
        ["a machine that was moved"] = new PackMove("m-2") { From = PackMove.InAzure("renamed", "moved") },
        ["another purchase key of the agreement"] = new PackMove("m-2") { PurchaseKey = "q" },
        ["another agreement"] = new PackMove("m-2") { PurchaseKey = "q", Agreement = "1111111" },
        ["not read"] = new PackMove("m-2") { Reading = null },
        ["not read, another purchase and count"] = new PackMove("m-2") { Reading = null, PurchaseKey = "q", Agreement = "1111111", Cals = 60 },
        ["by license server ID"] = new PackMove("m-2") { Reading = null, From = PackMove.Named("lost", "ls-A") },
        ["by product ID"] = new PackMove("m-2") { Reading = null, From = PackMove.Named("lost", null, "PID-a") },
        ["by computer name"] = new PackMove("m-2") { Reading = null, From = PackMove.Named("node-a") },
    };

    public void Dispose() => _bench.Dispose();

    [Theory]
    [MemberData(nameof(Again))]
    public async Task Again_WhileTheFirstOwes_IsAlreadyImported(string how)
    {
        await _bench.ImportAsync(new PackMove("m-1"));

        await AssertMeetsAsync(Agains[how], "RUN-ALREADY-IMPORTED");
    }

    [Theory]
    [MemberData(nameof(Again))]
    public async Task Again_AfterTheFirstHasClosed_IsAlreadyImported(string how)
    {
        await _bench.ImportAsync(new PackMove("m-1"));
        await _bench.CloseAsync(new PackMove("m-1"));

        await AssertMeetsAsync(Agains[how], "RUN-ALREADY-IMPORTED");
    }

    [Theory]
    [MemberData(nameof(Again))]
    public async Task Again_BeforeTheFirstHasImported_Overlaps(string how)
    {
        await _bench.PlanAsync(new PackMove("m-1"));
        await _bench.ClaimAsync(new PackMove("m-1"));

        await AssertMeetsAsync(Agains[how], "RUN-OVERLAP");
    }

    [Fact]
    public async Task Again_ReadNowWhereTheFirstWasNot_IsAlreadyImported()
    {
        var first = new PackMove("m-1") { Reading = null };
        await _bench.ImportAsync(first);
        await _bench.CloseAsync(first);

        await AssertMeetsAsync(new PackMove("m-2"), "RUN-ALREADY-IMPORTED");
    }

    [Fact]
    public async Task Again_NothingButThePurchaseInCommon_IsBlockedUntilTheLicenseServerIdTellsThemApart()
    {
        await _bench.ImportAsync(new PackMove("m-1"));
        await _bench.CloseAsync(new PackMove("m-1"));
        var again = new PackMove("m-2") { Reading = null, From = PackMove.Named("lost"), PurchaseKey = "q" };

        await AssertMeetsAsync(again, "RUN-MAYBE-SAME");

        var told = new PackMove("m-3") { Reading = null, From = PackMove.Named("lost", "LS-elsewhere"), PurchaseKey = "q" };
        Assert.Empty(await _bench.PlanAsync(told));
        Assert.Null(await _bench.ClaimAsync(told));
    }

    [Fact]
    public async Task Again_SameRetailCodeFromAnUnknownServer_IsAlreadyImported()
    {
        var first = new PackMove("m-1") { Codes = ["CODE1"], Reading = PackMove.Read("a", PackMove.Pack(3, 120, type: 1)) };
        await _bench.ImportAsync(first);
        await _bench.CloseAsync(first);

        await AssertMeetsAsync(first with { }, "RUN-ALREADY-IMPORTED", "m-2", PackMove.Named("lost", "LS-lost"));
    }

    [Fact]
    public async Task Again_NameThatOnlyAThirdMigrationTiedToTheMachine_IsAlreadyImported()
    {
        var first = new PackMove("m-1") { Reading = null };
        await _bench.ImportAsync(first);
        await _bench.CloseAsync(first);
        var again = new PackMove("m-3") { Reading = null, From = PackMove.Named("lost", "LS-a"), PurchaseKey = "q", Agreement = "1111111" };
        Assert.Empty(await _bench.PlanAsync(again));
        // Another one reads the machine, for CALs that the first did not move.
        var third = new PackMove("m-2") { To = PackMove.InAzure("c") };
        await _bench.PlanAsync(third);
        await ClaimWhateverItMeetsAsync(third);

        Assert.Equal("RUN-ALREADY-IMPORTED", Assert.Single(await _bench.PlanAgainAsync(again)).Id);
        Assert.Equal("RUN-ALREADY-IMPORTED", await _bench.ClaimAsync(again));
    }

    [Fact]
    public async Task TwoAtOnce_OfOneServerUnderTwoNames_OneIsToldOfTheOther()
    {
        var other = new PackMove("m-2") { Reading = null, From = PackMove.Named("lost", "LS-a") };
        Assert.Empty(await _bench.PlanAsync(new PackMove("m-1")));
        Assert.Empty(await _bench.PlanAsync(other));
        var (first, second) = (_bench.NewHost().Claims, _bench.NewHost().Claims);

        var said = await Task.WhenAll(
            Task.Run(() => first.TakeAsync(new Attempt(PackBench.Customer, new("m-1"), 1), Cancellation)),
            Task.Run(() => second.TakeAsync(new Attempt(PackBench.Customer, new("m-2"), 1), Cancellation)));

        Assert.Equal("RUN-OVERLAP", Assert.Single(said.OfType<Finding>()).Id);
    }

    [Fact]
    public async Task Resumed_AfterAnotherHasClaimed_IsToldOfIt()
    {
        var first = new PackMove("m-1");
        await _bench.PlanAsync(first);
        await _bench.ClaimAsync(first);
        await _bench.WriteAsync(first.Id, new Entry.Ended(1, new MigrationEnd.Cancelled("test")));
        await _bench.PlanAsync(new PackMove("m-2"));
        Assert.Null(await _bench.ClaimAsync(new PackMove("m-2")));

        await _bench.WriteAsync(first.Id, new Entry.AttemptRequested(2), new Entry.AttemptBegun(2));

        Assert.Equal("RUN-OVERLAP", await _bench.ClaimAsync(first, attempt: 2));
    }

    [Fact]
    public async Task Again_ClaimOfAnEarlierVersion_IsMetUnderItsName()
    {
        var first = new PackMove("m-1");
        await _bench.PlanAsync(first);
        var stream = await _bench.Journal.ReadAsync<ServerEntry>($"heron/server/{first.From.Id!.Value.ToLowerInvariant()}", Cancellation);
        await _bench.Journal.AppendAsync(
            stream, "test", [("packs/m-1/hash", (ServerEntry)new ServerEntry.PacksClaimed(first.Id, []))], [], Cancellation);
        await _bench.ImportClaimedAsync(first);

        await AssertMeetsAsync(new PackMove("m-2"), "RUN-ALREADY-IMPORTED");
    }

    [Fact]
    public async Task Owing_WhenASecondOneWasImportedAllTheSame_MayStillComeToItsEnd()
    {
        var first = new PackMove("m-1");
        await _bench.ImportAsync(first);
        await _bench.PlanAsync(new PackMove("m-2"));
        await ClaimWhateverItMeetsAsync(new PackMove("m-2"));

        Assert.Null(await _bench.ClaimAsync(first, attempt: 2));
    }

    private async Task AssertMeetsAsync(PackMove again, string finding)
    {
        Assert.Contains(await _bench.PlanAsync(again), f => f.Id == finding && f.Severity == Severity.Blocked && f.Sentence.Contains("m-1"));
        Assert.Equal(finding, await _bench.ClaimAsync(again));
    }

    private Task AssertMeetsAsync(PackMove like, string finding, string id, Server from) =>
        AssertMeetsAsync(new PackMove(id) { Codes = like.Codes, Reading = null, From = from }, finding);

    // As one that was sent: it is not asked any more.
    private async Task ClaimWhateverItMeetsAsync(PackMove move)
    {
        await _bench.ImportClaimedAsync(move);
        Assert.Null(await _bench.ClaimAsync(move));
    }
}
