using Embedded.Tests.Engine;
using Microsoft.DurableTask.Client;
using Microsoft.DurableTask.Engine.Harsh;
using Microsoft.Extensions.Logging.Abstractions;
using Microsoft.Extensions.Time.Testing;

namespace Embedded.Tests.Harsh;

/// <summary>Harsh mode for tests: seeds that are unkind in the way a test is about.</summary>
internal static class Unkind
{
    /// <summary>The first seed whose choices are these.</summary>
    public static int Seed(Func<HarshMode, bool> choices) =>
        Enumerable.Range(0, 100_000).First(seed => choices(Of(seed)));

    public static HarshMode Of(int seed) => new(seed, new FakeTimeProvider(TestEngine.Noon), NullLogger.Instance);

    /// <summary>The first messages that come for an instance are not held.</summary>
    public static bool IsPrompt(this HarshMode harsh, string instance, int messages) =>
        Enumerable.Range(0, messages).All(_ => harsh.HeldUntil(instance) is null);

    /// <summary>Goes on until an instance has ended, whatever is held or late.</summary>
    public static async Task<OrchestrationMetadata> EndAsync(this TestEngine engine, string instance)
    {
        for (var step = 0; step < 1000; step++)
        {
            if (await engine.GetAsync(instance) is { IsCompleted: true } ended)
                return ended;
            await engine.AdvanceAsync(TimeSpan.FromSeconds(10));
        }

        throw new InvalidOperationException($"{instance} has not ended.");
    }
}
