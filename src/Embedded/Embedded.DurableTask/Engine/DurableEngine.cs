using Microsoft.DurableTask.Client;
using Microsoft.Extensions.Logging;

namespace Microsoft.DurableTask.Engine;

internal sealed class DurableEngine : IAsyncDisposable
{
    public DurableEngine(EngineOptions options, ITaskRunner runner, TimeProvider time, ILoggerFactory loggers)
    {
    }

    public DurableTaskClient Client => throw new NotImplementedException();

    public DateTimeOffset? NextTimerDue => throw new NotImplementedException();

    public Task StartAsync(CancellationToken cancellation) => throw new NotImplementedException();

    public Task StopAsync(CancellationToken cancellation) => throw new NotImplementedException();

    public Task WhenIdleAsync(CancellationToken cancellation) => throw new NotImplementedException();

    public ValueTask DisposeAsync() => throw new NotImplementedException();
}
