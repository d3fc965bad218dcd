using System.Net.Http.Headers;
using System.Text.Json;
using System.Text.Json.Nodes;
using Azure.ResourceManager;
using Azure.ResourceManager.Compute;
using Microsoft.AspNetCore.Builder;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Time.Testing;
using RdsCalOrchestrator.RunCommand.Arm;
using RdsCalOrchestrator.Simulator.Arm;
using RdsCalOrchestrator.Simulator.Estate;
using RdsCalOrchestrator.Simulator.LicenseServers;
using Xunit;

namespace RdsCalOrchestrator.Tests.Simulator.Estate;

/// <summary>The simulator in this process, on a port of its own and with a clock that stands still.</summary>
internal sealed class RunningEstate : IAsyncDisposable
{
    private readonly WebApplication _app;
    private readonly ArmClient _arm;

    private readonly string? _kept;

    private RunningEstate(WebApplication app, string url, ScriptStub scripts, FakeTimeProvider time, string? kept)
    {
        (_app, Scripts, Time, Url, _kept) = (app, scripts, time, url, kept);
        _arm = ArmConnection.Open(new ArmOptions { Endpoint = new Uri(url) });
        Http = new HttpClient { BaseAddress = new Uri(url) };
    }

    public ScriptStub Scripts { get; }

    public FakeTimeProvider Time { get; }

    public string Url { get; }

    public HttpClient Http { get; }

    public IServiceProvider Services => _app.Services;

    public SimulatedEstate Estate => _app.Services.GetRequiredService<SimulatedEstate>();

    /// <param name="scripts">Null: the stub.</param>
    public static async Task<RunningEstate> StartAsync(
        TestFolder folder,
        EstateState? world = null,
        TimeSpan? endsWhenUnusedFor = null,
        FakeTimeProvider? time = null,
        Func<ILicenseServerWorld, IScriptMachine>? scripts = null,
        bool keepsEstate = true)
    {
        var stub = new ScriptStub();
        time ??= new FakeTimeProvider(new DateTimeOffset(2026, 11, 20, 20, 0, 0, TimeSpan.Zero));
        var options = new SimulatorOptions(
            TestWorld.Write(folder.Path, world ?? TestWorld.State()), folder.Data, "http://127.0.0.1:0", endsWhenUnusedFor, keepsEstate);
        var app = SimulatedEstateHost.Build(options, time, scripts ?? (_ => stub));
        await app.StartAsync(TestContext.Current.CancellationToken);
        return new(app, app.Urls.First(), stub, time, keepsEstate ? folder.Data : null);
    }

    public VirtualMachineResource Machine(string name) =>
        _arm.GetVirtualMachineResource(new Azure.Core.ResourceIdentifier(TestWorld.ResourceId(name)));

    public VirtualMachineRunCommandCollection Commands(string machine) => Machine(machine).GetVirtualMachineRunCommands();

    public Task WhenIdleAsync() => Services.GetRequiredService<ScriptProcesses>().WhenIdleAsync(TestContext.Current.CancellationToken);

    /// <summary>The call itself, for what the SDK would never send.</summary>
    public async Task<HttpResponseMessage> ArmAsync(HttpMethod method, string path, string? body = null, string token = ArmEndpoints.Token)
    {
        using var request = new HttpRequestMessage(method, path)
        {
            Headers = { Authorization = new AuthenticationHeaderValue("Bearer", token) },
        };
        if (body is not null)
            request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        return await Http.SendAsync(request, TestContext.Current.CancellationToken);
    }

    public async Task SwitchAsync(string machine, string what) =>
        (await Http.PostAsync($"/simulator/machines/{machine}/{what}", null, TestContext.Current.CancellationToken))
            .EnsureSuccessStatusCode();

    public async Task<JsonNode> ControlAsync(HttpMethod method, string path, string? body = null)
    {
        using var request = new HttpRequestMessage(method, $"/simulator/{path}");
        if (body is not null)
            request.Content = new StringContent(body, new MediaTypeHeaderValue("application/json"));
        using var answer = await Http.SendAsync(request, TestContext.Current.CancellationToken);
        return JsonNode.Parse(await answer.EnsureSuccessStatusCode().Content.ReadAsStringAsync(TestContext.Current.CancellationToken))!;
    }

    private static string Text(EstateState state) => JsonSerializer.Serialize(state, EstateJson.Options);

    public async ValueTask DisposeAsync()
    {
        Http.Dispose();
        var estate = Estate;
        await _app.DisposeAsync();
        // Only what a change says it has touched is written: nothing may have been forgotten.
        if (_kept is not null)
            Assert.Equal(estate.Read(Text), Text(EstateFile.Read(_kept)!));
    }
}
