using RdsCalOrchestrator.Simulator.Estate;

try
{
    await using var app = SimulatedEstateHost.Build(SimulatorOptions.Parse(args), TimeProvider.System, static _ => throw new NotSupportedException());
    await app.RunAsync();
    return 0;
}
catch (Exception problem) when (problem is SimulatorRefusedException or IOException)
{
    Console.Error.WriteLine(problem.Message);
    return 1;
}
