using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.Logging;
using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Scenarios;

/// <param name="World">File of the estate that is simulated.</param>
/// <param name="Codes">Retail codes, as the environment of the app holds them.</param>
/// <param name="Harsh">The seed with which the runtime is as unkind as the Functions host may be; null: it is kind.</param>
/// <param name="Logs">Takes all that the app logs, however fine.</param>
/// <param name="InMemory">Its files are kept where no disk is waited for, and the estate in none: it must not go on after its process.</param>
internal sealed record ScenarioSetup(
    string World, string Codes = "", int? Harsh = null, ILoggerProvider? Logs = null, bool InMemory = false)
{
    /// <summary>Further settings of the app.</summary>
    internal IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The journal lies in Azure tables, as an emulator keeps them, and not in a file.</summary>
    internal bool InTables { get; init; }

    /// <summary>Changes the app before it is built.</summary>
    internal Action<FunctionsApplicationBuilder> ChangeApp { get; init; } = static _ => { };

    /// <summary>What executes scripts on the simulated servers.</summary>
    internal Func<ILicenseServerWorld, IScriptMachine> Scripts { get; init; } = static w => new ScriptMachine(w);

    /// <summary>The demonstration's estate.</summary>
    internal static ScenarioSetup Sample { get; } = new(
        Path.Combine(AppContext.BaseDirectory, "world.json"),
        string.Join(';', File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "retail-codes.txt"))));

    /// <summary>Its estate and batch, as an operator sends them.</summary>
    internal static string SampleFolder { get; } = Path.Combine(AppContext.BaseDirectory, "samples");
}
