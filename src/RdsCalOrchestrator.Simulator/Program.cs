using RdsCalOrchestrator.Simulator.Estate;
using RdsCalOrchestrator.Simulator.LicenseServers;

try
{
    await using var app = SimulatedEstateHost.Build(
        SimulatorOptions.Parse(args), TimeProvider.System, static world => new ScriptMachine(world));
    await app.RunAsync();
    return 0;
}
catch (Exception problem) when (problem is SimulatorRefusedException or IOException)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}
