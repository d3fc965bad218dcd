using RdsCalOrchestrator.Domain.Batches;
using RdsCalOrchestrator.Domain.Identifiers;
using Xunit;

namespace RdsCalOrchestrator.Tests.Batches;

/// <summary>Whole batches, played out by chance from a seed: what must hold at every step and at the end.</summary>
public sealed class BatchRunTests
{
    private static readonly string[] Ends = ["Proved", "Proved", "Attested", "SourceNotCleaned", "Blocked", "Faulted", "Lost", "Doubled"];

    public static TheoryData<int> Seeds => [.. Enumerable.Range(1, 60)];

    [Theory]
    [MemberData(nameof(Seeds))]
    public void Batch_PlayedToItsEnd_KeepsItsLimits(int seed)
    {
        var random = new Random(seed);
        var batch = Make(random);
        var steps = 0;
        for (var next = Next(batch); !next.IsDone; next = Next(batch))
        {
            Assert.True(++steps < 10_000, "The batch does not come to an end.");
            CheckStarts(batch, next);
            batch = next.Start.Aggregate(batch, static (b, row) => With(b, row.Migration, b.Of(row.Migration) with { IsStarted = true }));
            batch = Advance(batch, random);
            if (random.Next(200) == 0)
                batch = batch with { IsCancelled = true };
        }

        Assert.DoesNotContain(batch.Rows, r => batch.Of(r.Migration).IsRunning);
        var never = Next(batch).NeverStart.Select(static r => r.Migration).ToHashSet();
        if (Next(batch).StoppedBecause is null)
            Assert.All(batch.Rows, r => Assert.True(batch.Of(r.Migration).IsStarted || never.Contains(r.Migration)));
    }

    private static void CheckStarts(Batch batch, BatchDecision next)
    {
        var working = batch.Rows.Count(r => batch.Of(r.Migration) is { IsRunning: true, WaitsForPerson: false });
        Assert.True(next.Start.Count <= Math.Max(0, batch.Options.Concurrency - working), "More is started than there are places.");
        Assert.Equal(next.Start.Distinct().Count(), next.Start.Count);
        Assert.All(next.Start, r => Assert.False(batch.Of(r.Migration).IsStarted));
        Assert.All(next.Start.SelectMany(static r => r.After), a => Assert.True(batch.Of(a).IsVerified));
        if (batch.IsCancelled || batch.Rows.Count(r => batch.Of(r.Migration).IsError) > int.Parse(batch.Options.MaxErrors))
            Assert.Empty(next.Start);
        Assert.True(next.Start.Count > 0 || batch.Rows.Any(r => batch.Of(r.Migration).IsRunning), "Nothing runs and nothing is started.");
    }

    private static Batch Make(Random random)
    {
        var ids = Enumerable.Range(1, random.Next(1, 30)).Select(static n => new MigrationId($"m-{n}")).ToList();
        var rows = ids.Select((id, i) => new BatchRow(id, new("heron"), [.. ids.Take(i).Where(_ => random.Next(8) == 0)])).ToArray();
        random.Shuffle(rows);
        return new(
            new BatchOptions(null, random.Next(1, 5), $"{random.Next(0, 6)}"), rows,
            new Dictionary<MigrationId, BatchProgress>(), IsCancelled: false);
    }

    // One running migration goes one step further; one that was not verified cannot end as moved.
    private static Batch Advance(Batch batch, Random random)
    {
        var running = batch.Rows.Where(r => batch.Of(r.Migration).IsRunning).ToList();
        if (running.Count == 0)
            return batch;
        var id = running[random.Next(running.Count)].Migration;
        var now = batch.Of(id);
        var end = Ends[random.Next(Ends.Length)];
        return With(batch, id, random.Next(4) switch
        {
            0 => now with { WaitsForPerson = !now.WaitsForPerson },
            1 => now with { IsVerified = true },
            2 => now with { HasParkedLine = random.Next(10) == 0 },
            _ => now with { WaitsForPerson = false, IsVerified = now.IsVerified || end is "Proved" or "Attested" or "SourceNotCleaned", End = end },
        });
    }

    private static Batch With(Batch batch, MigrationId id, BatchProgress progress) =>
        batch with { Progress = new Dictionary<MigrationId, BatchProgress>(batch.Progress) { [id] = progress } };

    private static BatchDecision Next(Batch batch) => BatchPolicy.Next(batch, DateTimeOffset.UnixEpoch);
}
