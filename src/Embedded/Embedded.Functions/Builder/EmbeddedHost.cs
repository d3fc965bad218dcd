using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Discovery;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Invocations;
using Microsoft.Azure.Functions.Worker.Keys;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Azure.Functions.Worker.Tasks;
using Microsoft.Azure.Functions.Worker.Timers;
using Microsoft.DurableTask.Engine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Puts Kestrel, the timers and the durable engine of one process together.</summary>
internal static class EmbeddedHost
{
    internal static IHost Build(WebApplicationBuilder web, IReadOnlyList<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware)
    {
        var hostJson = HostJson.Load();
        var data = web.Configuration["DataDirectory"] ?? "data";
        var services = web.Services;
        services.TryAddSingleton(TimeProvider.System);
        // Tests put functions of their own here before the host is built.
        services.TryAddSingleton(static _ => AppFunctions.OfApp());
        services.AddSingleton(new Invoker(middleware));
        services.AddSingleton(s => new DurableEngine(
            new EngineOptions(web.Configuration["Engine:Directory"] ?? Path.Combine(data, "engine"), hostJson.OrchestrationVersion),
            new FunctionTaskRunner(s.GetRequiredService<AppFunctions>(), s.GetRequiredService<Invoker>(), s),
            s.GetRequiredService<TimeProvider>(), s.GetRequiredService<ILoggerFactory>()));
        services.AddSingleton(static s => s.GetRequiredService<DurableEngine>().Client);
        services.AddHostedService<EngineService>();
        var app = web.Build();
        var functions = app.Services.GetRequiredService<AppFunctions>();
        var keys = FunctionKeys.Load(app.Configuration, Path.Combine(data, "keys"));
        HttpRoutes.Map(app, functions, app.Services.GetRequiredService<Invoker>(), keys, hostJson.RoutePrefix, app.Services.GetRequiredService<ILoggerFactory>().CreateLogger("Functions.Http"));
        return app;
    }

    /// <summary>Starts engine and timers with the host and stops them with it.</summary>
    private sealed class EngineService(DurableEngine engine, AppFunctions functions, Invoker invoker, IServiceProvider services, IConfiguration configuration, TimeProvider time, ILoggerFactory loggers)
        : IHostedService
    {
        private readonly TimerScheduler _timers = new(functions, invoker, services, configuration, time, loggers.CreateLogger("Functions.Timers"));

        public async Task StartAsync(CancellationToken cancellationToken)
        {
            await engine.StartAsync(cancellationToken);
            _timers.Start();
        }

        public async Task StopAsync(CancellationToken cancellationToken)
        {
            await _timers.DisposeAsync();
            await engine.StopAsync(cancellationToken);
        }
    }
}
