using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Engine;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Time.Testing;

namespace Embedded.Tests;

/// <summary>A whole program on the embedded runtime: the functions of a few classes, a clock of its own, a directory of its own.</summary>
internal sealed class RunningApp : IAsyncDisposable
{
    public const string FunctionKey = "the-function-key";
    public const string AdminKey = "the-admin-key";

    private readonly TemporaryDirectory _data;
    private readonly IHost _host;

    private RunningApp(TemporaryDirectory data, FakeTimeProvider time, RecordedLogs logs, IHost host)
    {
        (_data, Time, Logs, _host) = (data, time, logs, host);
        Http = new HttpClient { BaseAddress = Address };
    }

    public FakeTimeProvider Time { get; }

    public RecordedLogs Logs { get; }

    public HttpClient Http { get; }

    public string DataDirectory => _data.Path;

    public IServiceProvider Services => _host.Services;

    public DurableEngine Engine => Services.GetRequiredService<DurableEngine>();

    public DurableTaskClient Client => Engine.Client;

    private Uri Address => new(Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single());

    public static Task<RunningApp> StartAsync(params Type[] classes) => StartAsync(static _ => { }, classes);

    public static async Task<RunningApp> StartAsync(Action<FunctionsApplicationBuilder> configure, params Type[] classes)
    {
        var data = new TemporaryDirectory();
        var (time, logs) = (new FakeTimeProvider(new DateTimeOffset(2026, 3, 1, 12, 0, 0, TimeSpan.Zero)), new RecordedLogs());
        var builder = BuilderFor(data.Path, classes);
        builder.Services.AddSingleton<TimeProvider>(time);
        builder.Logging.ClearProviders().AddProvider(logs);
        configure(builder);
        builder.ConfigureFunctionsWebApplication();
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new RunningApp(data, time, logs, host);
    }

    public static FunctionsApplicationBuilder BuilderFor(string data, params Type[] classes)
    {
        var builder = FunctionsApplication.CreateBuilder(["--urls", "http://127.0.0.1:0"]);
        builder.FunctionClasses = classes;
        builder.HostJson = new HostJson("api", "1.0");
        builder.Configuration.AddInMemoryCollection([
            new("DataDirectory", data), new("Functions:Keys:Function", FunctionKey), new("Functions:Keys:Admin", AdminKey)]);
        return builder;
    }

    public async Task<(int Status, string Body)> GetAsync(string path)
    {
        using var answer = await Http.GetAsync(path, TestContext.Current.CancellationToken);
        return ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await _host.StopAsync(CancellationToken.None);
        _host.Dispose();
        _data.Dispose();
    }
}
