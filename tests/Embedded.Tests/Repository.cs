namespace Embedded.Tests;

/// <summary>The files of the repository that these tests were built from.</summary>
internal static class Repository
{
    private static readonly string[] NotOurs =
        [".git", ".vs", ".idea", ".azure", "artifacts", "bin", "obj", "node_modules", "data", "publish", "TestResults"];

    public static string Root { get; } = Find();

    /// <summary>Each with its path from the root, as git writes it.</summary>
    public static IEnumerable<string> Files() =>
        FilesUnder(new DirectoryInfo(Root)).Select(static file => Path.GetRelativePath(Root, file.FullName).Replace('\\', '/'));

    private static IEnumerable<FileInfo> FilesUnder(DirectoryInfo directory) =>
        directory.EnumerateFiles()
            .Concat(directory.EnumerateDirectories().Where(static d => !NotOurs.Contains(d.Name)).SelectMany(FilesUnder));

    private static string Find()
    {
        var directory = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(directory.FullName, "RdsCalOrchestrator.sln")))
            directory = directory.Parent ?? throw new DirectoryNotFoundException("The solution file is in no folder above the tests.");
        return directory.FullName;
    }
}
