using System.Globalization;
using System.Security.Cryptography;
using Xunit;

namespace RdsCalOrchestrator.Scenarios.Harsh;

/// <summary>Seeds of harsh mode. The output of a test names the one it ran with; HARSH_SEED in the environment runs it again.</summary>
internal static class HarshSeed
{
    private const string Variable = "HARSH_SEED";

    internal const string Random = "random";

    internal static int Of(string seed) =>
        seed == Random ? Any() : int.Parse(seed, CultureInfo.InvariantCulture);

    internal static int Any() =>
        Environment.GetEnvironmentVariable(Variable) is { Length: > 0 } given ? int.Parse(given, CultureInfo.InvariantCulture) : RandomNumberGenerator.GetInt32(int.MaxValue);

    internal static void Print(int seed) =>
        TestContext.Current.TestOutputHelper?.WriteLine(FormattableString.Invariant($"Harsh mode; this seed again with {Variable}={seed}."));
}
