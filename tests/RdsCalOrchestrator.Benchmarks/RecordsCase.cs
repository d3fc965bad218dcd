using System.Diagnostics;
using System.Text.Json;
using Azure.Data.Tables;
using RdsCalOrchestrator.Azurite;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Functions.Records.Tables;
using RdsCalOrchestrator.Scenarios;

namespace RdsCalOrchestrator.Benchmarks;

/// <summary>
/// What is waited for where records have 100,000 entries, in the file and in the tables of an emulator: a list of migrations, one migration's
/// entries, and all of one stream that has as many. Of the tables it shows what the app does, not what a storage account's network takes.
/// </summary>
internal static class RecordsCase
{
    private const int Migrations = 1_000;
    private const int EntriesOfEach = 100;
    private const int Entries = Migrations * EntriesOfEach;
    private const int Repeats = 7;

    // About what a migration's entry is, and its row.
    private static readonly string Content = new('e', 600);
    private static readonly string RowContent = new('r', 500);

    internal static async Task<int> RunAsync()
    {
        using var folder = new TemporaryFolder();
        await RunAsync("file", new SqliteRecordStore(Path.Combine(folder.Path, "journal.db")));
        await RunAsync("tables", new TableRecordStore(new TableServiceClient(RunningAzurite.Connection), $"T{Guid.NewGuid():N}"));
        RunningAzurite.Stop();
        return 0;
    }

    private static async Task RunAsync(string store, IRecordStore records)
    {
        for (var i = 0; i < Migrations; i++)
            await AppendAsync(records, $"c/migration/{i:D4}", EntriesOfEach, [new Row("c/migrations", $"{i:D4}", RowContent)]);
        await MeasureAsync(store, "list", Migrations, async () => (await records.ListAsync("c/migrations", "", default)).Count);
        await MeasureAsync(store, "migration", EntriesOfEach, async () => (await records.ReadAsync("c/migration/0500", 0, default)).Count);

        await AppendAsync(records, "c/long", Entries, []);
        await MeasureAsync(store, "stream", Entries, async () => (await records.ReadAsync("c/long", 0, default)).Count);
        await MeasureAsync(store, "stream-end", 1, async () => (await records.ReadAsync("c/long", Entries - 1, default)).Count);
    }

    private static async Task AppendAsync(IRecordStore records, string stream, int count, IReadOnlyList<Row> rows)
    {
        var version = 0;
        foreach (var some in Enumerable.Range(0, count).Chunk(EntriesOfEach))
        {
            var entries = some.Select(static i => new NewEntry($"{i}", "Kind", DateTimeOffset.UnixEpoch, "system", Content)).ToList();
            if (!await records.AppendAsync(stream, version, entries, rows, default))
                throw new InvalidOperationException($"{stream} was written by somebody else.");
            version += entries.Count;
        }
    }

    private static async Task MeasureAsync(string store, string read, int expected, Func<Task<int>> act)
    {
        var machine = Machine.Now();
        var times = new List<double>();
        for (var i = 0; i < Repeats; i++)
        {
            var clock = Stopwatch.StartNew();
            if (await act() is var count && count != expected)
                throw new InvalidOperationException($"{read} gave {count} and not {expected}.");
            times.Add(clock.Elapsed.TotalMilliseconds);
        }

        times.Sort();
        Console.WriteLine(JsonSerializer.Serialize(new
        {
            @case = "records",
            store,
            read,
            count = expected,
            unit = "ms",
            median = Math.Round(times[Repeats / 2], 2),
            lowest = Math.Round(times[0], 2),
            highest = Math.Round(times[^1], 2),
            runs = Repeats,
            cores = machine.Cores,
            load = machine.Load,
            at = machine.At,
        }));
    }
}
