namespace RdsCalOrchestrator.Tests;

/// <summary>The files this was built from: some tests hold the source and the documents against each other.</summary>
internal static class Repository
{
    private static readonly string Root = FindRoot();

    internal static string File(string path) => Path.Combine(Root, path);

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (!System.IO.File.Exists(Path.Combine(folder, "RdsCalOrchestrator.sln")))
            folder = Path.GetDirectoryName(folder.TrimEnd(Path.DirectorySeparatorChar))!;
        return folder;
    }
}
