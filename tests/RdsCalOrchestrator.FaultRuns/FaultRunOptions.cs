using System.Globalization;

namespace RdsCalOrchestrator.FaultRuns;

/// <param name="Seed">Of the first run; each further one has the next number.</param>
internal sealed record FaultRunOptions(int Runs = 10_000, int Seed = 1, int Parallel = 1)
{
    internal const string Usage = "Usage: [--runs N] [--seed S] [--parallel P]. A run that failed is run again by --seed S --runs 1.";

    /// <summary>Null when they are not understood.</summary>
    internal static FaultRunOptions? Parse(string[] args)
    {
        var options = new FaultRunOptions();
        foreach (var pair in args.Chunk(2))
        {
            if (pair is not [var name, var text]
                || !int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) || number < 1)
                return null;
            options = name switch
            {
                "--runs" => options with { Runs = number },
                "--seed" => options with { Seed = number },
                "--parallel" => options with { Parallel = number },
                _ => options with { Runs = 0 },
            };
        }

        return options.Runs > 0 ? options : null;
    }
}
