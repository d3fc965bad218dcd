namespace RdsCalOrchestrator.Scenarios;

/// <param name="inMemory">Where the machine has a file system in memory, there: nothing waits for a disk.</param>
internal sealed class TemporaryFolder(bool inMemory = false) : IDisposable
{
    private const string Memory = "/dev/shm";

    private readonly DirectoryInfo _folder = inMemory && Directory.Exists(Memory)
        ? Directory.CreateDirectory(System.IO.Path.Combine(Memory, $"rdscal-scenario-{System.IO.Path.GetRandomFileName()}"))
        : Directory.CreateTempSubdirectory("rdscal-scenario-");

    internal string Path => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
