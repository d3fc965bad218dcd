using Microsoft.AspNetCore.Hosting.Server;
using Microsoft.AspNetCore.Hosting.Server.Features;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Embedded.Tests.Support;

/// <summary>A program with the functions of a few classes, listening, with a data directory of its own.</summary>
internal sealed class TestApp : IAsyncDisposable
{
    public const string FunctionKey = "key-of-functions";
    public const string AdminKey = "key-of-admins";

    private readonly string _data;

    private TestApp(IHost host, string data)
    {
        (Host, _data) = (host, data);
        var url = host.Services.GetRequiredService<IServer>().Features.Get<IServerAddressesFeature>()!.Addresses.Single();
        Http = new HttpClient { BaseAddress = new Uri(url) };
    }

    public IHost Host { get; }

    public HttpClient Http { get; }

    public static Task<TestApp> StartAsync(params Type[] classes) => StartAsync(static _ => { }, classes);

    public static async Task<TestApp> StartAsync(Action<FunctionsApplicationBuilder> configure, params Type[] classes)
    {
        var builder = Builder(classes);
        builder.ConfigureFunctionsWebApplication();
        configure(builder);
        return await StartAsync(builder);
    }

    public static async Task<TestApp> StartAsync(FunctionsApplicationBuilder builder)
    {
        var host = builder.Build();
        await host.StartAsync(TestContext.Current.CancellationToken);
        return new TestApp(host, builder.Configuration["DataDirectory"]!);
    }

    public static FunctionsApplicationBuilder Builder(params IEnumerable<Type> classes)
    {
        var builder = FunctionsApplication.CreateBuilder([
            "--urls", "http://127.0.0.1:0",
            "--DataDirectory", Directory.CreateTempSubdirectory("embedded-tests-").FullName,
            "--Functions:Keys:Function", FunctionKey,
            "--Functions:Keys:Admin", AdminKey,
        ]);
        builder.FunctionClasses = classes;
        builder.HostJson = new HostJson("api", "1.0");
        builder.Logging.ClearProviders();
        return builder;
    }

    public async Task<(int Status, string Body)> GetAsync(string path)
    {
        using var response = await Http.GetAsync(path, TestContext.Current.CancellationToken);
        return ((int)response.StatusCode, await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        await Host.StopAsync(CancellationToken.None);
        await ((IAsyncDisposable)Host).DisposeAsync();
        Directory.Delete(_data, recursive: true);
    }
}
