using RdsCalOrchestrator.Simulator.Estate;

namespace RdsCalOrchestrator.Tests.Simulator.Estate;

/// <summary>A folder of one test, gone with it.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("simulator-").FullName;

    public string Data => System.IO.Path.Combine(Path, "data");

    public EstateState Estate => EstateFile.Read(Data)!;

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
