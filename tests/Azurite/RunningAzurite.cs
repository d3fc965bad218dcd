using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Security.Cryptography;

namespace RdsCalOrchestrator.Azurite;

/// <summary>
/// The emulator of Azure Tables, one for all tests of a process, started by the first that needs it. It keeps everything in memory and ends
/// with its standard input, so also when the tests are killed.
/// </summary>
internal sealed class RunningAzurite : IDisposable
{
    private const string Account = "devstoreaccount1";

    private const string Script = "process.stdin.on('end', () => process.exit()).resume(); require(process.argv[1])";

    private static readonly Lazy<RunningAzurite> Started = new(static () => new RunningAzurite());

    private readonly Process _node;

    private RunningAzurite()
    {
        var package = AzuritePackage.Install();
        var key = Convert.ToBase64String(RandomNumberGenerator.GetBytes(32));
        var port = FreePort();
        var start = AzuritePackage.Command("node",
            "-e", Script, "--", package, "--tableHost", "127.0.0.1", "--tablePort", $"{port}", "--silent", "--skipApiVersionCheck",
            "--disableTelemetry", "--inMemoryPersistence");
        start.RedirectStandardInput = true;
        start.Environment["AZURITE_ACCOUNTS"] = $"{Account}:{key}";
        _node = AzuritePackage.Start(start);
        var errors = _node.StandardError.ReadToEndAsync();
        while (_node.StandardOutput.ReadLine() is { } line)
        {
            if (line.Contains("successfully started", StringComparison.Ordinal))
            {
                ConnectionString =
                    $"DefaultEndpointsProtocol=http;AccountName={Account};AccountKey={key};TableEndpoint=http://127.0.0.1:{port}/{Account}";
                return;
            }
        }

        throw new InvalidOperationException($"Azurite did not start: {errors.GetAwaiter().GetResult()}");
    }

    private string ConnectionString { get; } = "";

    /// <summary>Starts it, and at the first use on a machine installs it, if nobody has.</summary>
    internal static string Connection => Started.Value.ConnectionString;

    internal static void Stop()
    {
        if (Started.IsValueCreated)
            Started.Value.Dispose();
    }

    public void Dispose()
    {
        _node.StandardInput.Close();
        _node.WaitForExit();
        _node.Dispose();
    }

    private static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
