using System.Diagnostics;
using System.Globalization;
using RdsCalOrchestrator.FaultRuns;
using RdsCalOrchestrator.Scenarios.FaultRuns;

if (FaultRunOptions.Parse(args) is not { } options)
{
    Console.Error.WriteLine(FaultRunOptions.Usage);
    return 64;
}

using var stop = new CancellationTokenSource();
Console.CancelKeyPress += (_, pressed) =>
{
    pressed.Cancel = true;
    stop.Cancel();
};

var clock = Stopwatch.StartNew();
var results = await new FaultRunSeries(options.Seed, options.Runs, options.Parallel, Console.WriteLine, Console.WriteLine).RunAsync(stop.Token);
foreach (var line in options.Runs == 1 ? results.SelectMany(static r => r.Story) : [])
    Console.WriteLine(line);
Console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{results.Count} runs from seed={options.Seed} in {clock.Elapsed:hh\\:mm\\:ss}"));
Console.WriteLine($"imports {results.Sum(static r => r.Imports)}, removals {results.Sum(static r => r.Removals)}");
Print("ends", results.SelectMany(static r => r.Ends));
Print("faults", results.SelectMany(static r => r.Fired));
var broken = results.Count(static r => r.Violations.Count > 0);
Console.WriteLine($"runs with violations: {broken}");
return broken == 0 && results.Count == options.Runs ? 0 : 1;

static void Print(string what, IEnumerable<string> all) =>
    Console.WriteLine(
        $"{what}: {string.Join(", ", all.CountBy(static w => w).OrderByDescending(static c => c.Value).Select(static c => $"{c.Key} {c.Value}"))}");
