using RdsCalOrchestrator.Azurite;
using Xunit;

[assembly: AssemblyFixture(typeof(StopAzurite))]

namespace RdsCalOrchestrator.Azurite;

/// <summary>Ends the emulator with the last test.</summary>
public sealed class StopAzurite : IDisposable
{
    public void Dispose() => RunningAzurite.Stop();
}
