namespace RdsCalOrchestrator.Demo;

/// <param name="IsAuto">Plays approver and visitor of the Clearinghouse.</param>
/// <param name="Data">Keeps the state: killed, the same command goes on.</param>
/// <param name="Json">Where results are written.</param>
internal sealed record DemoOptions(bool IsAuto, string Data, bool IsTemporary, string? Json)
{
    internal const string Usage = $"Usage: [--auto] [--data DIR] [--json FILE]\n{HistoryExportOptions.Usage}";

    internal static DemoOptions? Parse(string[] args)
    {
        string? data = null, json = null;
        var auto = false;
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--auto")
                auto = true;
            else if (args[i] == "--data" && i + 1 < args.Length)
                data = args[++i];
            else if (args[i] == "--json" && i + 1 < args.Length)
                json = args[++i];
            else
                return null;
        }

        return new DemoOptions(auto, Path.GetFullPath(data ?? Directory.CreateTempSubdirectory("rdscal-demo-").FullName), data is null, json);
    }
}
