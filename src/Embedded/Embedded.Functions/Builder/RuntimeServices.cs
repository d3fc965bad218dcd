using Microsoft.AspNetCore.Routing;
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
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>The services of the runtime, beside those of the app.</summary>
internal static class RuntimeServices
{
    public static void AddFunctions(
        this IServiceCollection services,
        AppFunctions functions,
        IEnumerable<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> middleware,
        IConfiguration settings,
        HostJson hostJson)
    {
        var data = Path.GetFullPath(settings["DataDirectory"] ?? "data");
        services.TryAddSingleton(TimeProvider.System);
        services.AddSingleton(functions);
        services.AddSingleton(new Invoker(middleware));
        services.AddSingleton(_ => FunctionKeys.Load(settings, Path.Combine(data, "keys")));
        services.TryAddEnumerable(ServiceDescriptor.Singleton<MatcherPolicy, VerbPolicy>());

        services.AddSingleton(new EngineOptions(settings["Engine:Directory"] ?? Path.Combine(data, "engine"), hostJson.DefaultVersion)
        {
            Harsh = settings.GetValue<int?>("Embedded:Harsh"),
        });
        services.TryAddSingleton<ITaskRunner, FunctionTaskRunner>();
        services.AddSingleton(provider => new DurableEngine(
            provider.GetRequiredService<EngineOptions>(),
            provider.GetRequiredService<ITaskRunner>(),
            provider.GetRequiredService<TimeProvider>(),
            provider.GetRequiredService<ILoggerFactory>()));

        // In this order: a timer that fires at start finds the engine running; Kestrel comes after both and stops before them.
        services.AddHostedService<EngineLifetime>();
        services.AddSingleton<TimerScheduler>();
        services.AddHostedService(provider => provider.GetRequiredService<TimerScheduler>());
    }
}
