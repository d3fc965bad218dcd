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
var simulator = new SimulatorProcess(http, Path.Combine(options.Data, "simulator"));
await simulator.StartAsync(CancellationToken.None);
var app = DemoApp.Create(options.Data, simulator.Address);
await app.Host.StartAsync();
Console.WriteLine($"The app listens at {app.ApiBase}, the simulated estate at {simulator.Address}. Clearinghouse: {new Uri(simulator.Address, "/clearinghouse")}");
var approver = options.IsAuto ? new Approver(http, simulator.Address) : null;
var run = new DemoRun(new OperatorClient(http, app.ApiBase, app.Key), approver, http, simulator);
bool asExpected;
try
{
    asExpected = await run.RunAsync(
        Path.Combine(AppContext.BaseDirectory, "samples"), options.Json, Path.Combine(options.Data, "counts-before.json"),
        CancellationToken.None);
}
catch (SimulatorGoneException gone)
{
    Console.Error.WriteLine($"{gone.Message} Its state and the app's are kept: run it again with --data {options.Data} and it goes on.");
    return 2;
}

await app.Host.StopAsync();
await simulator.StopAsync();
if (options.IsTemporary)
    Directory.Delete(options.Data, recursive: true);
return asExpected ? 0 : 1;
