using System.Globalization;
using RdsCalOrchestrator.Benchmarks;

// dotnet run -c Release --project tests/RdsCalOrchestrator.Benchmarks [-- 1000 | -- records]
// JSON lines: a fleet of so many servers, or the records of many migrations.
return args switch
{
    ["records"] => await RecordsCase.RunAsync(),
    [var servers] => await FleetCase.RunAsync(int.Parse(servers, CultureInfo.InvariantCulture)),
    _ => await FleetCase.RunAsync(servers: 1_000),
};
