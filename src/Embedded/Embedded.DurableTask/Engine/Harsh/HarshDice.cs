using System.Buffers.Binary;
using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Text;

namespace Microsoft.DurableTask.Engine.Harsh;

/// <summary>
/// All that is left to chance, from one seed. A choice depends on the seed, on what it is for, and on how often that was asked before, so
/// that threads which take turns in another order still get what they got before.
/// </summary>
internal sealed class HarshDice(int seed)
{
    private readonly ConcurrentDictionary<string, int> _times = new(StringComparer.Ordinal);

    public int Seed => seed;

    public Random For(string what)
    {
        var name = FormattableString.Invariant($"{seed}/{_times.AddOrUpdate(what, 0, static (_, n) => n + 1)}/{what}");
        return new Random(BinaryPrimitives.ReadInt32LittleEndian(SHA256.HashData(Encoding.UTF8.GetBytes(name))));
    }
}
