using RdsCalOrchestrator.Domain.Findings;
using Xunit;

namespace RdsCalOrchestrator.Tests.Migrations.Packs;

/// <summary>What only looks like the same packs may be moved.</summary>
public sealed class LaterMoveTests : IDisposable
{
    private readonly PackBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task FiveSources_WithTheSamePackOfOneAgreement_AllMove()
    {
        foreach (var source in (string[])["a", "c", "d", "e", "f"])
            await AssertMovesAsync(
                new PackMove($"m-{source}") { From = PackMove.InAzure(source), Reading = PackMove.Read(source, PackMove.Pack(3, 120)) });
    }

    [Fact]
    public async Task SourcesThatCannotBeRead_ToldApartByAzureOnly_MoveWithAWarning()
    {
        await _bench.ImportAsync(new PackMove("m-1"));
        var unread = new PackMove("m-2") { From = PackMove.InAzure("c"), Reading = null };

        var finding = Assert.Single(await _bench.PlanAsync(unread));

        Assert.Equal(("RUN-MAYBE-SAME", Severity.Warn), (finding.Id, finding.Severity));
        Assert.Null(await _bench.ClaimAsync(unread));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Pack_MovedToB_MovesOnToC(bool isRead)
    {
        await _bench.ImportAsync(new PackMove("m-1"));
        await _bench.CloseAsync(new PackMove("m-1"));

        await AssertMovesAsync(new PackMove("m-2")
        {
            From = PackMove.InAzure("b"), To = PackMove.InAzure("c"), Reading = isRead ? PackMove.Read("b", PackMove.Pack(41, 120)) : null,
        });
    }

    [Fact]
    public async Task RetailPack_MovedToB_MovesOnToCAndToDButFromNoOtherServer()
    {
        var codes = new[] { "CODE1" };
        await AssertMovesAsync(new PackMove("m-1") { Codes = codes, Reading = PackMove.Read("a", PackMove.Pack(3, 120, type: 1)) });
        await AssertMovesAsync(new PackMove("m-2")
        {
            Codes = codes, From = PackMove.InAzure("b"), To = PackMove.InAzure("c"), Reading = PackMove.Read("b", PackMove.Pack(41, 120, type: 1)),
        });
        await AssertMovesAsync(new PackMove("m-3")
        {
            Codes = codes, From = PackMove.InAzure("c"), To = PackMove.InAzure("d"), Reading = PackMove.Read("c", PackMove.Pack(41, 120, type: 1)),
        });

        var stray = new PackMove("m-4")
        {
            Codes = codes, From = PackMove.InAzure("b"), To = PackMove.InAzure("e"), Reading = PackMove.Read("b", PackMove.Pack(52, 120, type: 1)),
        };
        Assert.Contains(await _bench.PlanAsync(stray), static f => f.Id == "RUN-ALREADY-IMPORTED");
    }

    [Fact]
    public async Task CalsBoughtLater_OnTheSameSource_Move()
    {
        await _bench.ImportAsync(new PackMove("m-1"));
        await _bench.CloseAsync(new PackMove("m-1"));

        await AssertMovesAsync(new PackMove("m-2") { Cals = 50, Reading = PackMove.Read("a", PackMove.Pack(9, 50)) });
    }

    private async Task AssertMovesAsync(PackMove move)
    {
        Assert.Empty(await _bench.PlanAsync(move));
        Assert.Null(await _bench.ClaimAsync(move));
        await _bench.ImportClaimedAsync(move);
        await _bench.CloseAsync(move);
    }
}
