using RdsCalOrchestrator.Domain.Asks;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Functions.Asks;
using RdsCalOrchestrator.Functions.Records;
using Xunit;
using Secret = RdsCalOrchestrator.Domain.Identifiers.Secret;

namespace RdsCalOrchestrator.Tests.Migrations.Packs;

/// <summary>A license key pack ID that one migration uses is taken for no other.</summary>
public sealed class GivenIdTests : IDisposable
{
    private static readonly Secret Id = new("H69DMQ23V7YVM8VC42J9PKJJRF7PYH67HVP");

    private readonly PackBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Fact]
    public async Task Give_UsedByAnother_NamesIt_AndTheSameMayBringItAgain()
    {
        await AnsweredAsync(Id);

        Assert.Equal("m-1", (await TwiceAsync("m-2", Id))?.Value);
        Assert.Null(await TwiceAsync("m-1", Id));
        Assert.Null(await TwiceAsync("m-2", new Secret(Id.Reveal()[1..] + "B")));
    }

    [Fact]
    public async Task Give_UsedByAnotherThatImportedWithIt_NamesIt()
    {
        await AnsweredAsync(Id);
        await _bench.WriteAsync(new("m-1"), new Entry.AskClosed("a-1", AskState.Accepted));

        Assert.Equal("m-1", (await TwiceAsync("m-2", Id))?.Value);
    }

    [Fact]
    public async Task Give_RefusedForAnother_IsFree()
    {
        await AnsweredAsync(Id);
        await _bench.WriteAsync(new("m-1"), new Entry.AnswerRefused("a-1", Catalogue.Refused("b", "The import", "")));

        Assert.Null(await TwiceAsync("m-2", Id));
    }

    private async Task AnsweredAsync(Secret id)
    {
        await _bench.PlanAsync(new PackMove("m-1"));
        Assert.Null(await TwiceAsync("m-1", id));
        await _bench.WriteAsync(
            new("m-1"),
            new Entry.AskOpened("a-1", AskKind.KeyPackId, 1, "LS-b", [], new DateTimeOffset(2026, 12, 5, 0, 0, 0, TimeSpan.Zero), "hash"),
            new Entry.Answered("a-1", new Answer(true, id, "Ines", null)));
    }

    private async Task<MigrationId?> TwiceAsync(string migration, Secret id)
    {
        var ids = new GivenIds(_bench.Journal, _bench.Migrations, new KeyedHash(_bench.Journal));
        var first = await ids.GiveAsync(PackBench.Customer, new(migration), id, Cancellation);
        Assert.Equal(first, await ids.GiveAsync(PackBench.Customer, new(migration), id, Cancellation));
        return first;
    }
}
