namespace Embedded.Benchmarks;

/// <summary>Beside the program, on the disk it was built on: temporary folders may be in memory.</summary>
internal sealed class BenchmarkDirectory : IDisposable
{
    public BenchmarkDirectory() => Directory.CreateDirectory(Path);

    public string Path { get; } = System.IO.Path.Combine(AppContext.BaseDirectory, "runs", Guid.NewGuid().ToString("N"));

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
