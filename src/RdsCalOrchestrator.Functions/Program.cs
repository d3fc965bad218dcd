using Microsoft.Extensions.Hosting;
using RdsCalOrchestrator.Functions;

await OrchestratorApp.CreateBuilder(args).Build().RunAsync();
