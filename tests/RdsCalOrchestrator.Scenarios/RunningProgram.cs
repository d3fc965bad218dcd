using System.Diagnostics;
using Xunit;

namespace RdsCalOrchestrator.Scenarios;

/// <summary>A process, what it has printed so far, and its end with the test.</summary>
internal sealed class RunningProgram : IDisposable
{
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(100);

    private readonly Process _process;
    private readonly Task _reading;
    private readonly List<string> _said = [];

    internal RunningProgram(ProcessStartInfo command)
    {
        _process = Process.Start(command)!;
        _reading = ReadAsync();
    }

    internal string Said
    {
        get
        {
            lock (_said)
                return string.Join('\n', _said);
        }
    }

    internal async Task SaysAsync(string word, CancellationToken cancellation)
    {
        while (!Said.Contains(word, StringComparison.Ordinal))
        {
            Assert.False(_process.HasExited, Said);
            await Task.Delay(Look, TimeProvider.System, cancellation);
        }
    }

    internal async Task<int> EndAsync(CancellationToken cancellation)
    {
        try
        {
            await _reading.WaitAsync(cancellation);
            await _process.WaitForExitAsync(cancellation);
            return _process.ExitCode;
        }
        catch (OperationCanceledException)
        {
            throw new TimeoutException($"It has not ended:\n{Said}");
        }
    }

    public void Dispose()
    {
        if (!_process.HasExited)
            _process.Kill();
        _process.Dispose();
    }

    private async Task ReadAsync()
    {
        while (await _process.StandardOutput.ReadLineAsync() is { } line)
        {
            lock (_said)
                _said.Add(line);
        }
    }
}
