using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Microsoft.DurableTask.Engine;

/// <summary>
/// Name-based UUIDs (version 5, RFC 9562) of instance, time and a counter: the same on every replay, and the same as the official SDK's.
/// </summary>
internal static class ReplayGuid
{
    private static readonly Guid Namespace = new("9e952958-5e33-4daf-827f-2fa12937b875");

    public static Guid Of(string instance, DateTime now, int counter)
    {
        var name = Encoding.UTF8.GetBytes(
            $"{instance}_{now.ToString("o", CultureInfo.InvariantCulture)}_{counter.ToString(CultureInfo.InvariantCulture)}");
        Span<byte> input = [.. Namespace.ToByteArray(bigEndian: true), .. name];
#pragma warning disable CA5350 // SHA-1 is what version 5 is made of; nothing is secured by it.
        var hash = SHA1.HashData(input)[..16];
#pragma warning restore CA5350
        hash[6] = (byte)((hash[6] & 0x0f) | 0x50);
        hash[8] = (byte)((hash[8] & 0x3f) | 0x80);
        return new Guid(hash, bigEndian: true);
    }
}
