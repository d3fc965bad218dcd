using RdsCalOrchestrator.Functions.Submissions.Estates;
using RdsCalOrchestrator.Functions.Submissions.Files;

namespace RdsCalOrchestrator.Functions.Submissions.Rows;

/// <summary>Checks what the migrations of a batch say of each other: <c>after</c>, and names that only differ in case.</summary>
internal sealed class MigrationOrder(IReadOnlyList<MigrationRows> migrations, Estate estate, InputProblems problems)
{
    private readonly Dictionary<string, MigrationRows> _byKey = migrations.ToDictionary(static migration => migration.Key);

    public void Check()
    {
        // Azure compares the names of run commands without regard to case.
        foreach (var alike in migrations.GroupBy(static m => m.Key, StringComparer.OrdinalIgnoreCase).Where(static alike => alike.Count() > 1))
        {
            foreach (var other in alike.Skip(1))
            {
                problems.Refuse(
                    other.First.Fields.At("migration"), $"The name differs from row {alike.First().First.Row} only in case.",
                    "Use one spelling, or another name.");
            }
        }

        foreach (var migration in migrations)
            CheckAfter(migration);
        foreach (var waiting in WhatNeverStarts())
        {
            problems.Refuse(
                waiting.First.Fields.At("after"), $"{Shown.Value(waiting.Key)} waits for itself, directly or through others.",
                "Leave one name out of the circle.");
        }
    }

    private void CheckAfter(MigrationRows migration)
    {
        var at = migration.First.Fields.At("after");
        foreach (var key in migration.First.After)
        {
            if (!_byKey.TryGetValue(key, out var before))
            {
                problems.Refuse(
                    at, $"{Shown.Value(key)} is not a migration of this batch.", $"{Shown.Suggestion(key, _byKey.Keys)}Name one of the batch.");
            }
            else if (CustomerOf(before) is { } its && CustomerOf(migration) is { } own && its != own)
            {
                problems.Refuse(
                    at, $"{Shown.Value(key)} is a migration of another customer.", "Customers do not wait for one another; leave it out.");
            }
        }
    }

    private string? CustomerOf(MigrationRows migration) =>
        estate.Servers.Contains(migration.First.Source) ? estate.Servers[migration.First.Source].Customer : null;

    // What can start is taken away, again and again; circles, and what waits for them, stay. Of these only the circles are named.
    private IReadOnlyList<MigrationRows> WhatNeverStarts()
    {
        var after = migrations.ToDictionary(static m => m.Key, m => m.First.After.Where(_byKey.ContainsKey).ToHashSet());
        var before = after.Keys.ToDictionary(static key => key, key => new HashSet<string>());
        foreach (var (key, earlier) in after.SelectMany(static pair => pair.Value.Select(earlier => (pair.Key, earlier))))
            before[earlier].Add(key);
        TakeAway(after, before);
        TakeAway(before, after);
        return [.. migrations.Where(migration => after.ContainsKey(migration.Key))];
    }

    private static void TakeAway(Dictionary<string, HashSet<string>> waits, Dictionary<string, HashSet<string>> waitedFor)
    {
        var free = new Queue<string>(waits.Where(static pair => pair.Value.Count == 0).Select(static pair => pair.Key));
        while (free.TryDequeue(out var key))
        {
            foreach (var other in waitedFor[key].Where(waits.ContainsKey))
            {
                if (waits[other].Remove(key) && waits[other].Count == 0)
                    free.Enqueue(other);
            }

            waits.Remove(key);
            waitedFor.Remove(key);
        }
    }
}
