using System.Collections.Concurrent;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Timers;
using Microsoft.Extensions.DependencyInjection;

namespace Embedded.Tests.Timers;

public sealed class TimerTests
{
    private readonly Runs _runs = new();

    [Fact]
    public async Task Cron_WithSeconds_RunsWhenDueAndNotBefore()
    {
        await using var app = await StartAsync(typeof(EveryMinute));
        app.Time.Advance(TimeSpan.FromSeconds(29));
        Assert.Empty(_runs.Seen);
        app.Time.Advance(TimeSpan.FromSeconds(1));
        app.Time.Advance(TimeSpan.FromSeconds(60));
        Assert.Equal(["12:00:30 last 00:00:00 next 12:01:30", "12:01:30 last 12:00:30 next 12:02:30"], _runs.Seen);
    }

    [Fact]
    public async Task Interval_CountsFromTheRunBefore()
    {
        await using var app = await StartAsync(typeof(EveryNinetySeconds));
        app.Time.Advance(TimeSpan.FromSeconds(90));
        app.Time.Advance(TimeSpan.FromSeconds(90));
        Assert.Equal(["12:01:30 last 00:00:00 next 12:03:00", "12:03:00 last 12:01:30 next 12:04:30"], _runs.Seen);
    }

    [Fact]
    public async Task Setting_HoldsTheSchedule()
    {
        await using var app = await StartAsync(typeof(BySetting));
        app.Time.Advance(TimeSpan.FromMinutes(5));
        Assert.Single(_runs.Seen);
    }

    [Fact]
    public async Task RunOnStartup_RunsBeforeItIsDue()
    {
        await using var app = await StartAsync(typeof(AtStart));
        await IdleAsync(app);
        Assert.Equal(["12:00:00 last 00:00:00 next 13:00:00"], _runs.Seen);
    }

    [Fact]
    public async Task Timer_DueWhileItRuns_IsSkipped()
    {
        await using var app = await StartAsync(typeof(Slow));
        app.Time.Advance(TimeSpan.FromMinutes(1));
        app.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Single(_runs.Seen);
        _runs.MayEnd.SetResult();
        await IdleAsync(app);
        app.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["12:01:00", "12:03:00"], _runs.Seen);
    }

    [Fact]
    public async Task Timer_ThatFailed_RunsAgainWhenNextDue()
    {
        await using var app = await StartAsync(typeof(Failing));
        app.Time.Advance(TimeSpan.FromMinutes(1));
        app.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["12:01:00", "12:02:00"], _runs.Seen);
    }

    [Fact]
    public async Task Stop_CancelsTheRunAndWaitsForIt()
    {
        await using (var app = await StartAsync(typeof(UntilCancelled)))
            app.Time.Advance(TimeSpan.FromMinutes(1));
        Assert.Equal(["began", "cancelled"], _runs.Seen);
    }

    private Task<RunningApp> StartAsync(Type function) => RunningApp.StartAsync(
        builder =>
        {
            builder.Services.AddSingleton(_runs);
            builder.Configuration["Sweep"] = "0 */5 * * * *";
        },
        function);

    private static Task IdleAsync(RunningApp app) =>
        app.Services.GetRequiredService<TimerScheduler>().WhenIdleAsync(TestContext.Current.CancellationToken);

    public sealed class Runs
    {
        public ConcurrentQueue<string> Seen { get; } = [];

        public TaskCompletionSource MayEnd { get; } = new();

        public void Note(TimeProvider time, TimerInfo timer)
        {
            var status = timer.ScheduleStatus!;
            Seen.Enqueue($"{time.GetUtcNow():HH:mm:ss} last {status.Last:HH:mm:ss} next {status.Next:HH:mm:ss}");
        }
    }

    public sealed class EveryMinute(Runs runs, TimeProvider time)
    {
        [Function("Minute")]
        public void Run([TimerTrigger("30 * * * * *")] TimerInfo timer) => runs.Note(time, timer);
    }

    public sealed class EveryNinetySeconds(Runs runs, TimeProvider time)
    {
        [Function("Ninety")]
        public void Run([TimerTrigger("00:01:30")] TimerInfo timer) => runs.Note(time, timer);
    }

    public sealed class BySetting(Runs runs, TimeProvider time)
    {
        [Function("Setting")]
        public void Run([TimerTrigger("%Sweep%")] TimerInfo timer) => runs.Note(time, timer);
    }

    public sealed class AtStart(Runs runs, TimeProvider time)
    {
        [Function("Start")]
        public void Run([TimerTrigger("0 0 * * * *", RunOnStartup = true)] TimerInfo timer) => runs.Note(time, timer);
    }

    public sealed class Slow(Runs runs, TimeProvider time)
    {
        [Function("Slow")]
        public Task RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer)
        {
            runs.Seen.Enqueue($"{time.GetUtcNow():HH:mm:ss}");
            return runs.MayEnd.Task;
        }
    }

    public sealed class Failing(Runs runs, TimeProvider time)
    {
        [Function("Failing")]
        public void Run([TimerTrigger("0 * * * * *")] TimerInfo timer)
        {
            runs.Seen.Enqueue($"{time.GetUtcNow():HH:mm:ss}");
            throw new InvalidOperationException("this run only");
        }
    }

    public sealed class UntilCancelled(Runs runs)
    {
        [Function("UntilCancelled")]
        public async Task RunAsync([TimerTrigger("0 * * * * *")] TimerInfo timer, CancellationToken cancellation)
        {
            runs.Seen.Enqueue("began");
            await Task.Delay(Timeout.InfiniteTimeSpan, TimeProvider.System, cancellation)
                .ContinueWith(_ => runs.Seen.Enqueue("cancelled"), TaskScheduler.Default);
            cancellation.ThrowIfCancellationRequested();
        }
    }
}
