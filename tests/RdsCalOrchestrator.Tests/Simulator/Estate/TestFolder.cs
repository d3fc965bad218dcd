namespace RdsCalOrchestrator.Tests.Simulator.Estate;

/// <summary>A folder of one test, gone with it.</summary>
internal sealed class TestFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("simulator-").FullName;

    public string Data => System.IO.Path.Combine(Path, "data");

    public string EstateFile => System.IO.Path.Combine(Data, "estate.json");

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
