using RdsCalOrchestrator.Demo;

if (args is [HistoryExport.Command, .. var rest])
    return HistoryExport.Run(rest);
if (DemoOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(DemoOptions.Usage);
    return 64;
}

Directory.CreateDirectory(options.Data);
using var http = new HttpClient();
int exitCode;
if (options.Elsewhere is { } elsewhere)
{
    exitCode = await PlayAsync(new SimulatorProcess(http, elsewhere.Estate), elsewhere.ApiBase, elsewhere.Key);
}
else
{
    var simulator = new SimulatorProcess(http, Path.Combine(options.Data, "simulator"));
    await simulator.StartAsync(CancellationToken.None);
    var app = DemoApp.Create(options.Data, simulator.Address);
    await app.Host.StartAsync();
    Console.WriteLine(
        $"The app listens at {app.ApiBase}, the simulated estate at {simulator.Address}. "
        + $"Clearinghouse: {new Uri(simulator.Address, "/clearinghouse")}");
    exitCode = await PlayAsync(simulator, app.ApiBase, app.Key);
    if (exitCode == 2)
        return exitCode;
    await app.Host.StopAsync();
    await simulator.StopAsync();
}

if (options.IsTemporary)
    Directory.Delete(options.Data, recursive: true);
return exitCode;

async Task<int> PlayAsync(SimulatorProcess simulator, string apiBase, string key)
{
    var approver = options.IsAuto ? new Approver(http, simulator.Address) : null;
    var run = new DemoRun(new OperatorClient(http, apiBase, key), approver, http, simulator);
    try
    {
        var asExpected = await run.RunAsync(
            Path.Combine(AppContext.BaseDirectory, "samples"), options.Json, Path.Combine(options.Data, "counts-before.json"),
            CancellationToken.None);
        return asExpected ? 0 : 1;
    }
    catch (SimulatorGoneException gone)
    {
        var kept = options.Elsewhere is null
            ? $"Its state and the app's are kept: run it again with --data {options.Data} and it goes on."
            : "Start it again on its --data, and then this.";
        Console.Error.WriteLine($"{gone.Message} {kept}");
        return 2;
    }
    catch (HttpRequestException refused) when (options.Elsewhere is not null)
    {
        Console.Error.WriteLine($"{apiBase} or {simulator.Address} did not answer as they should: {refused.Message}");
        return 1;
    }
}
