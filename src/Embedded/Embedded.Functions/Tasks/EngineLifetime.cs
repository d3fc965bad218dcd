using Microsoft.DurableTask.Engine;
using Microsoft.Extensions.Hosting;

namespace Microsoft.Azure.Functions.Worker.Tasks;

/// <summary>Starts and stops the engine with the program.</summary>
internal sealed class EngineLifetime(DurableEngine engine) : IHostedService
{
    public Task StartAsync(CancellationToken cancellationToken) => engine.StartAsync(cancellationToken);

    public Task StopAsync(CancellationToken cancellationToken) => engine.StopAsync(cancellationToken);
}
