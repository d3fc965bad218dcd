namespace RdsCalOrchestrator.Scenarios;

internal sealed class TemporaryFolder : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("rdscal-scenario-");

    internal string Path => _folder.FullName;

    public void Dispose() => _folder.Delete(recursive: true);
}
