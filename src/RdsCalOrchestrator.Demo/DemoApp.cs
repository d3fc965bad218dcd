using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;
using RdsCalOrchestrator.Functions;

namespace RdsCalOrchestrator.Demo;

/// <summary>The app in this process, with its waits shortened by configuration and its port kept, so that links outlive a restart.</summary>
internal sealed record DemoApp(IHost Host, string ApiBase, string Key)
{
    internal static DemoApp Create(string data, Uri simulator)
    {
        var port = Kept(Path.Combine(data, "port.txt"), static () => FreePort().ToString(System.Globalization.CultureInfo.InvariantCulture));
        var key = Kept(Path.Combine(data, "operator-key.txt"), static () => Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(32)));
        var address = $"http://127.0.0.1:{port}";
        var codes = string.Join(';', File.ReadAllLines(Path.Combine(AppContext.BaseDirectory, "retail-codes.txt")));
        var builder = OrchestratorApp.CreateBuilder(
        [
            "--urls", address, "--Public:BaseUrl", $"{address}/api", "--DataDirectory", Path.Combine(data, "app"),
            "--Functions:Keys:Function", key, "--Arm:Endpoint", simulator.ToString(),
            "--Scripts:Polls:0", "00:00:00.5", "--Scripts:Busy", "00:00:00.5", "--Scripts:LongestTimeout", "00:00:20",
            "--Scripts:Patience", "00:01:00",
            // Days pass in seconds here, and so must the minutes that Azure makes a server wait.
            "--Fleet:ServerChanges:PerMinute", "600",
            "--Waits:LongestSoak", "00:00:02", "--Waits:LongestRepeatAfter", "00:00:02", "--Waits:LongestSafety", "00:00:10",
            "--RDSCAL_DEMO_CODES_BRINDLE", codes,
        ]);
        // Says that the key ring is not encrypted: here it is the owner's alone, and what it protects is a simulated estate's.
        builder.Logging.ClearProviders().AddSimpleConsole(static o => o.SingleLine = true).SetMinimumLevel(LogLevel.Warning)
            .AddFilter("Microsoft.AspNetCore.DataProtection", LogLevel.Error);
        return new DemoApp(builder.Build(), $"{address}/api", key);
    }

    private static string Kept(string file, Func<string> make)
    {
        if (!File.Exists(file))
            File.WriteAllText(file, make());
        return File.ReadAllText(file);
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
