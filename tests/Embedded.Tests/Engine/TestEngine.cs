using System.Diagnostics.Metrics;
using Microsoft.Data.Sqlite;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Engine;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Embedded.Tests.Engine;

/// <summary>
/// An engine on a directory, or in memory, and a clock of its own. It can be stopped and opened again, and killed if it has a file.
/// </summary>
internal sealed class TestEngine : IAsyncDisposable
{
    public static readonly DateTimeOffset Noon = new(2026, 3, 1, 12, 0, 0, TimeSpan.Zero);

    private readonly TemporaryDirectory _directory = new();
    private readonly ILoggerFactory _loggers;
    private readonly int? _harsh;
    private readonly MemoryDatabase? _memory;
    private EngineFile? _file;
    private DurableEngine _engine;

    private TestEngine(TestTasks tasks, FakeTimeProvider time, int? harsh, MemoryDatabase? memory = null)
    {
        (Tasks, Time, _harsh, _memory) = (tasks, time, harsh, memory);
        _loggers = LoggerFactory.Create(builder => builder.AddProvider(Logs));
        _engine = Engine("1.0");
    }

    public TestTasks Tasks { get; }

    public FakeTimeProvider Time { get; }

    public RecordedLogs Logs { get; } = new();

    public DurableTaskClient Client => _engine.Client;

    public IReadOnlyCollection<string> BrokenRepeats => _engine.Harsh!.BrokenRepeats;

    public DateTimeOffset? NextTimerDue => _engine.NextTimerDue;

    public bool Owns(Meter meter) => _engine.Metrics.Owns(meter);

    public string DataDirectory => _directory.Path;

    /// <summary>Names of what could not be written and waits for better times.</summary>
    public IReadOnlyCollection<string> Parked => _engine.Parked.Names;

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    /// <param name="harsh">The seed of harsh mode.</param>
    /// <param name="isOnFile">Else it knows what it knows in memory.</param>
    public static async Task<TestEngine> StartAsync(TestTasks tasks, int? harsh = null, bool isOnFile = true)
    {
        var started = new TestEngine(tasks, new FakeTimeProvider(Noon), harsh, isOnFile ? null : new MemoryDatabase());
        await started.OpenAsync();
        return started;
    }

    /// <summary>On a copy of a file that another engine left.</summary>
    public static async Task<TestEngine> StartOnAsync(string file, TestTasks tasks, string version)
    {
        var started = new TestEngine(tasks, new FakeTimeProvider(Noon), harsh: null);
        File.Copy(file, Path.Combine(started.DataDirectory, "engine.db"));
        await started.StartAgainAsync(version);
        return started;
    }

    public Task IdleAsync() => _engine.WhenIdleAsync(Cancellation);

    /// <summary>Starts an instance called like its orchestrator, and goes on when nothing is left to do but to wait.</summary>
    public async Task<OrchestrationMetadata> RunAsync(string name, object? input = null)
    {
        await StartInstanceAsync(name, input);
        await IdleAsync();
        return await GetAsync(name);
    }

    public Task<string> StartInstanceAsync(string name, object? input = null) =>
        Client.ScheduleNewOrchestrationInstanceAsync(name, input, new StartOrchestrationOptions(name), Cancellation);

    public async Task RaiseAsync(string instance, string name, object? payload = null)
    {
        await Client.RaiseEventAsync(instance, name, payload, Cancellation);
        await IdleAsync();
    }

    public async Task AdvanceAsync(TimeSpan by)
    {
        Time.Advance(by);
        await IdleAsync();
    }

    public async Task<OrchestrationMetadata> GetAsync(string instance) =>
        (await Client.GetInstanceAsync(instance, getInputsAndOutputs: true, Cancellation))!;

    public async Task<string?> FailureAsync(string instance)
    {
        var ended = await GetAsync(instance);
        Assert.Equal(OrchestrationRuntimeStatus.Failed, ended.RuntimeStatus);
        return ended.FailureDetails!.ErrorMessage;
    }

    /// <summary>Stops the engine and opens another on what it left; goes on at once, whatever that begins.</summary>
    public async Task StartAgainAsync(string version = "1.0")
    {
        await StopAsync();
        _engine = Engine(version);
        await OpenAsync();
    }

    public ValueTask StopAsync() => _engine.DisposeAsync();

    public async Task OpenAsync()
    {
        await _engine.StartAsync(Cancellation);
        // What is written outlives the process without it, and no test cuts the power: EngineFileTests holds that the file is flushed.
        if (_memory is null)
            Pragma("synchronous = OFF");
    }

    /// <summary>What a process leaves that is killed now, with the same code and clock; not opened yet.</summary>
    public TestEngine Killed()
    {
        var next = new TestEngine(Tasks, Time, _harsh);
        foreach (var file in new[] { "engine.db", "engine.db-wal" })
            File.Copy(Path.Combine(DataDirectory, file), Path.Combine(next.DataDirectory, file));
        return next;
    }

    /// <summary>Lets the engine's file grow no more, as a full disk does, until there is room again.</summary>
    public void FillDisk() => Pragma($"max_page_count = {Pragma("page_count")}");

    public void MakeRoom() => Pragma("max_page_count = 1000000");

    /// <summary>The rows of a query on what the engine has written, columns divided by spaces.</summary>
    public IReadOnlyList<string> Rows(string query)
    {
        if (_memory is not null)
            return _memory.Connection.Rows(query);
        var file = Path.Combine(DataDirectory, "engine.db");
        using var connection = new SqliteConnection($"Data Source={file};Mode=ReadOnly;Pooling=False");
        connection.Open();
        return connection.Rows(query);
    }

    public async ValueTask DisposeAsync()
    {
        await StopAsync();
        _memory?.Forget();
        _loggers.Dispose();
        _directory.Dispose();
    }

    private object? Pragma(string text)
    {
        using var command = _file!.Connection.CreateCommand();
        command.CommandText = $"PRAGMA {text}";
        return command.ExecuteScalar();
    }

    private EngineOptions Options(string version) => new(DataDirectory, version) { Harsh = _harsh };

    private DurableEngine Engine(string version) => new(Options(version), Tasks, Time, _loggers)
    {
        Opens = () => _memory ?? (IEngineDatabase)(_file = new EngineFile(DataDirectory)),
    };
}
