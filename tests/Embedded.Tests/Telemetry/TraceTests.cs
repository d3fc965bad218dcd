using System.Collections.Concurrent;
using System.Diagnostics;
using Embedded.Tests.Engine;
using Microsoft.DurableTask;
using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Telemetry;

/// <summary>Whatever an instance does belongs to the trace in which it was started, days and restarts later.</summary>
public sealed class TraceTests : IDisposable
{
    private readonly ActivitySource _caller = new("Caller");
    private readonly ConcurrentBag<Activity> _ended = [];
    private readonly ActivityListener _listener;

    public TraceTests()
    {
        _listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == EngineTraces.Name || source == _caller,
            Sample = static (ref _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = _ended.Add,
        };
        ActivitySource.AddActivityListener(_listener);
    }

    [Fact]
    public async Task Spans_OfAnInstanceAndItsChild_BelongToTheTraceOfItsStartAfterDaysAndARestart()
    {
        await using var engine = await TestEngine.StartAsync(new TestTasks()
            .Activity("A", static input => input)
            .Orchestrator("Traced child", static async context => await context.CallActivityAsync<string>("A", "x"))
            .Orchestrator("Traced", static async context =>
            {
                await context.CreateTimer(TimeSpan.FromDays(3), CancellationToken.None);
                return await context.CallSubOrchestratorAsync<string>("Traced child");
            }));
        string trace;
        using (var call = _caller.StartActivity("call")!)
        {
            trace = call.TraceId.ToString();
            await engine.RunAsync("Traced");
        }

        await engine.StartAgainAsync();
        await engine.AdvanceAsync(TimeSpan.FromDays(3));
        Assert.Equal(
            ["activity:A", "create_orchestration:Traced", "orchestration:Traced", "orchestration:Traced child"], NamesIn(trace));
        var whole = _ended.Single(static a => a.OperationName == "orchestration:Traced");
        Assert.Equal(TestEngine.Noon.UtcDateTime, whole.StartTimeUtc);
        Assert.Equal("Completed", whole.GetTagItem("durabletask.task.status"));
    }

    [Fact]
    public async Task Spans_OfAnInstanceThatNobodyTraced_JoinNoTraceOfWhoWakesIt()
    {
        await using var engine = await TestEngine.StartAsync(new TestTasks()
            .Activity("Untraced activity", static _ => Activity.Current?.TraceId.ToString())
            .Orchestrator("Untraced", static async context =>
            {
                await context.WaitForExternalEvent<string>("go");
                return await context.CallActivityAsync<string?>("Untraced activity");
            }));
        await engine.RunAsync("Untraced");
        using var call = _caller.StartActivity("call")!;
        await engine.RaiseAsync("Untraced", "go");
        Assert.NotEqual(call.TraceId.ToString(), (await engine.GetAsync("Untraced")).ReadOutputAs<string>());
    }

    [Fact]
    public async Task Failure_OfAnActivityAndOfItsInstance_IsTheirSpansStatusWithoutItsText()
    {
        await using var engine = await TestEngine.StartAsync(new TestTasks()
            .Activity("Failing activity", static _ => throw new InvalidOperationException("Not for telemetry."))
            .Orchestrator("Failing", static async context => await context.CallActivityAsync<string>("Failing activity")));
        await engine.RunAsync("Failing");
        var failed = _ended.Where(static a => a.OperationName is "activity:Failing activity" or "orchestration:Failing").ToList();
        Assert.Equal(2, failed.Count);
        Assert.All(failed, static span => Assert.Equal((ActivityStatusCode.Error, null), (span.Status, span.StatusDescription)));
    }

    public void Dispose()
    {
        _listener.Dispose();
        _caller.Dispose();
    }

    private IEnumerable<string> NamesIn(string trace) =>
        _ended.Where(a => a.TraceId.ToString() == trace && a.Source != _caller).Select(static a => a.OperationName).Order();
}
