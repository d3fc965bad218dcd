using System.Globalization;
using System.Security.Cryptography;
using Xunit;

namespace RdsCalOrchestrator.Scenarios.Harsh;

/// <summary>Seeds of harsh mode. The output of a test names the one it ran with; HARSH_SEED in the environment runs it again.</summary>
internal static class HarshSeed
{
    internal const string Random = "random";

    private const string Variable = "HARSH_SEED";

    internal static int Of(string seed) => seed == Random ? Any() : int.Parse(seed, CultureInfo.InvariantCulture);

    internal static int Any()
    {
        var given = Environment.GetEnvironmentVariable(Variable);
        return string.IsNullOrEmpty(given) ? RandomNumberGenerator.GetInt32(int.MaxValue) : int.Parse(given, CultureInfo.InvariantCulture);
    }

    internal static void Print(int seed) =>
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"Harsh mode: {Variable}={seed} runs it again."));
}
