using System.Security.Cryptography;
using System.Text;

namespace RdsCalOrchestrator.Scenarios.FaultRuns.Plan;

/// <summary>Draws, so that the same seed draws the same.</summary>
internal static class Dice
{
    internal static bool Chance(this Random random, int percent) => random.Next(100) < percent;

    internal static T Pick<T>(this Random random, params ReadOnlySpan<(int Weight, T Value)> choices)
    {
        var all = 0;
        foreach (var (weight, _) in choices)
            all += weight;
        var drawn = random.Next(all);
        foreach (var (weight, value) in choices)
        {
            if ((drawn -= weight) < 0)
                return value;
        }

        throw new ArgumentException("There is nothing to pick from.", nameof(choices));
    }

    /// <summary>
    /// Dice for one question of a run, whenever it comes up: what one person does never depends on what others did before.
    /// </summary>
    internal static Random For(int seed, string question) =>
        new(BitConverter.ToInt32(SHA256.HashData(Encoding.UTF8.GetBytes(FormattableString.Invariant($"{seed}/{question}")))));
}
