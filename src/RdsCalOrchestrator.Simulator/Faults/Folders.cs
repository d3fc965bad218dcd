namespace RdsCalOrchestrator.Simulator.Faults;

internal static class Folders
{
    /// <summary>Afterwards the second folder holds what the first one does, and nothing else.</summary>
    public static void Copy(string from, string to)
    {
        Empty(to);
        foreach (var folder in Directory.GetDirectories(from, "*", SearchOption.AllDirectories))
            Directory.CreateDirectory(folder.Replace(from, to, StringComparison.Ordinal));
        foreach (var file in Directory.GetFiles(from, "*", SearchOption.AllDirectories))
            File.Copy(file, file.Replace(from, to, StringComparison.Ordinal));
    }

    public static void Empty(string folder)
    {
        Directory.Delete(folder, recursive: true);
        Directory.CreateDirectory(folder);
    }
}
