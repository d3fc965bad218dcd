namespace RdsCalOrchestrator.Simulator.Estate;

/// <summary>The folder an estate lies in, held by one simulator at a time. A killed one lets go of it.</summary>
internal sealed class DataDirectory : IDisposable
{
    private readonly FileStream _lock;

    private DataDirectory(string path, FileStream held)
    {
        Path = path;
        _lock = held;
    }

    public string Path { get; }

    /// <exception cref="SimulatorRefusedException">Another simulator holds it.</exception>
    public static DataDirectory Open(string path)
    {
        var full = System.IO.Path.GetFullPath(path);
        Directory.CreateDirectory(full);
        try
        {
            var file = System.IO.Path.Combine(full, "simulator.lock");
            return new(full, new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
        }
        catch (IOException problem)
        {
            throw new SimulatorRefusedException(
                $"Another simulator runs on {full}; stop it (POST /simulator/stop at the address in simulator.json) "
                + "or name another folder.",
                problem);
        }
    }

    /// <summary>A machine's own disk: its files outlive every process.</summary>
    public string DiskOf(Machine machine) => FolderOf("disks", machine);

    /// <summary>Its disk as it was at its last snapshot.</summary>
    public string SnapshotOf(Machine machine) => FolderOf("snapshots", machine);

    public void Dispose() => _lock.Dispose();

    private string FolderOf(string kind, Machine machine) =>
        Directory.CreateDirectory(System.IO.Path.Combine(Path, kind, machine.Name)).FullName;
}
