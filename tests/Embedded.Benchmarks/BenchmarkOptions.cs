using System.Globalization;

namespace Embedded.Benchmarks;

internal sealed record BenchmarkOptions(string Cases, int Runs)
{
    public const string Usage =
        "dotnet run -c Release --project tests/Embedded.Benchmarks [-- --cases abcdef --runs 5]\n" +
        "One JSON line for each case: medians of so many runs, and the machine's load when they began.";

    public bool Wants(string letter) => Cases.Contains(letter, StringComparison.Ordinal);

    /// <summary>Null when they cannot be understood.</summary>
    public static BenchmarkOptions? Parse(string[] args)
    {
        var options = new BenchmarkOptions("abcdef", 5);
        for (var i = 0; i < args.Length; i += 2)
        {
            switch (args[i])
            {
                case "--cases" when i + 1 < args.Length && args[i + 1].All("abcdef".Contains):
                    options = options with { Cases = args[i + 1] };
                    break;
                case "--runs" when i + 1 < args.Length && int.TryParse(args[i + 1], CultureInfo.InvariantCulture, out var runs) && runs > 0:
                    options = options with { Runs = runs };
                    break;
                default:
                    return null;
            }
        }

        return options;
    }
}
