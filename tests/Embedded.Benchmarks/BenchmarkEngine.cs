using Microsoft.Data.Sqlite;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Engine;
using Microsoft.Extensions.Logging.Abstractions;

namespace Embedded.Benchmarks;

/// <summary>An engine of its own on a new directory, as the program runs it except for what is said of flushing.</summary>
internal sealed class BenchmarkEngine : IAsyncDisposable
{
    private readonly DurableEngine _engine;

    private BenchmarkEngine(string directory, string flush)
    {
        var options = new EngineOptions(directory, "1.0");
        _engine = new DurableEngine(options, new BenchmarkTasks(), TimeProvider.System, NullLoggerFactory.Instance)
        {
            Opens = () =>
            {
                var file = new EngineFile(directory);
                Flush(file.Connection, flush);
                return file;
            },
        };
    }

    public DurableTaskClient Client => _engine.Client;

    /// <param name="flush">When SQLite waits for the disk: FULL, at every commit; NORMAL, only when its log is moved into the file.</param>
    public static async Task<BenchmarkEngine> StartAsync(string directory, string flush)
    {
        var started = new BenchmarkEngine(directory, flush);
        await started._engine.StartAsync(CancellationToken.None);
        return started;
    }

    public static void Flush(SqliteConnection connection, string flush)
    {
        using var command = connection.CreateCommand();
        command.CommandText = $"PRAGMA synchronous = {(flush == "FULL" ? "FULL" : "NORMAL")}";
        command.ExecuteNonQuery();
    }

    public Task IdleAsync() => _engine.WhenIdleAsync(CancellationToken.None);

    public Task StartInstancesAsync(string orchestrator, int count) => Task.WhenAll(Ids(count).Select(id =>
        Client.ScheduleNewOrchestrationInstanceAsync(orchestrator, null, new StartOrchestrationOptions(id), CancellationToken.None)));

    public Task RaiseAsync(int count) =>
        Task.WhenAll(Ids(count).Select(id => Client.RaiseEventAsync(id, BenchmarkTasks.Go, 1, CancellationToken.None)));

    /// <summary>Throws unless all of them have completed.</summary>
    public async Task CompletedAsync(int count)
    {
        var ended = await Task.WhenAll(Ids(count).Select(id => Client.WaitForInstanceCompletionAsync(id, CancellationToken.None)));
        if (ended.FirstOrDefault(static e => e.RuntimeStatus != OrchestrationRuntimeStatus.Completed) is { } other)
            throw new InvalidOperationException($"Instance {other.InstanceId} ended as {other.RuntimeStatus}.");
    }

    public ValueTask DisposeAsync() => _engine.DisposeAsync();

    private static IEnumerable<string> Ids(int count) => Enumerable.Range(0, count).Select(static i => $"instance-{i}");
}
