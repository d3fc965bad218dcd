using System.Net;

namespace RdsCalOrchestrator.Simulator.Estate;

/// <param name="World">Seeds the estate when <paramref name="Data"/> holds none.</param>
/// <param name="Data">Folder of the estate: its file, and the disks of its machines.</param>
/// <param name="Url">Loopback only, for its token is no secret. Port 0 takes a free one.</param>
/// <param name="EndsWhenUnusedFor">With no caller for so long it ends by itself; null: never.</param>
/// <param name="KeepsEstate">False: only the machines' disks are in <paramref name="Data"/>, for runs that never go on after an end.</param>
internal sealed record SimulatorOptions(
    string World, string Data, string Url, TimeSpan? EndsWhenUnusedFor = null, bool KeepsEstate = true)
{
    private const string Usage = "Usage: --world FILE --data DIR --urls http://127.0.0.1:PORT";

    /// <exception cref="SimulatorRefusedException">They are not as <c>--world FILE --data DIR --urls URL</c>.</exception>
    public static SimulatorOptions Parse(string[] args)
    {
        var given = new Dictionary<string, string>();
        foreach (var pair in args.Chunk(2))
        {
            if (pair is not [("--world" or "--data" or "--urls") and var name, var value] || !given.TryAdd(name, value))
                throw new SimulatorRefusedException($"{string.Join(' ', pair)} is not understood. {Usage}");
        }

        if (given.Count != 3)
            throw new SimulatorRefusedException(Usage);
        return new(given["--world"], given["--data"], Loopback(given["--urls"]), TimeSpan.FromMinutes(5));
    }

    private static string Loopback(string url) =>
        Uri.TryCreate(url, UriKind.Absolute, out var address) && address.Scheme == Uri.UriSchemeHttp
        && IPAddress.TryParse(address.Host.Trim('[', ']'), out var ip) && IPAddress.IsLoopback(ip)
            ? url
            : throw new SimulatorRefusedException($"{url} is not an http address of loopback; the simulator's token is no secret. {Usage}");
}
