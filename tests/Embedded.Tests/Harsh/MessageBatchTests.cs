using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Harsh;

/// <summary>What a step takes of the messages that are due: any part of them, in any order that their senders leave open.</summary>
public sealed class MessageBatchTests
{
    private static readonly IReadOnlyList<Message> Due =
    [
        Of(1, EventKind.ExecutionStarted), Of(2, EventKind.EventRaised), Of(3, EventKind.ActivityCompleted, 0),
        Of(4, EventKind.EventRaised), Of(5, EventKind.ChildFailed, 1), Of(6, EventKind.TimerFired, 2), Of(7, EventKind.TimerFired, 3),
    ];

    private static readonly List<List<long>> Batches =
        [.. Enumerable.Range(0, 300).Select(static seed => Unkind.Of(seed).BatchOf("O", Due).Select(static m => m.Sequence).ToList())];

    [Fact]
    public void Batch_OfAnySeed_HoldsOneOrMoreEachOnceAndTheBeginningFirst()
    {
        Assert.All(Batches, static batch => Assert.Equal(1, batch[0]));
        Assert.All(Batches, static batch => Assert.Equal(batch.Distinct(), batch));
        Assert.Equal(Enumerable.Range(1, Due.Count), Batches.Select(static batch => batch.Count).Distinct().Order());
    }

    [Fact]
    public void Batch_OfDifferentSenders_HasAnyOrder()
    {
        Assert.Contains(Batches, static batch => IsBefore(batch, 5, 3));
        Assert.Contains(Batches, static batch => IsBefore(batch, 3, 5));
        Assert.Contains(Batches, static batch => IsBefore(batch, 6, 2));
    }

    [Fact]
    public void Batch_OfOneSender_KeepsItsOrder()
    {
        Assert.All(Batches, static batch => Assert.False(batch.Contains(4) && !IsBefore(batch, 2, 4)));
        Assert.All(Batches, static batch => Assert.False(batch.Contains(7) && !IsBefore(batch, 6, 7)));
    }

    private static bool IsBefore(List<long> batch, long one, long other) =>
        batch.Contains(one) && batch.Contains(other) && batch.IndexOf(one) < batch.IndexOf(other);

    private static Message Of(long sequence, EventKind kind, int? task = null) => new(sequence, "O", null, new HistoryEvent(kind, task));
}
