namespace RdsCalOrchestrator.Demo;

/// <param name="IsAuto">Plays approver and visitor of the Clearinghouse.</param>
/// <param name="Data">Keeps the state: killed, the same command goes on.</param>
/// <param name="Json">Where results are written.</param>
/// <param name="Elsewhere">App and estate that run already, on the Functions host perhaps; null: both are started here.</param>
internal sealed record DemoOptions(bool IsAuto, string Data, bool IsTemporary, string? Json, Elsewhere? Elsewhere)
{
    internal const string Usage = $"Usage: [--auto] [--data DIR | --app URL --estate URL] [--json FILE]\n{HistoryExportOptions.Usage}";

    internal static DemoOptions? Parse(string[] args)
    {
        string? data = null, json = null, app = null, estate = null;
        var auto = false;
        for (var i = 0; i < args.Length; i++)
        {
            if (args[i] == "--auto")
                auto = true;
            else if (args[i] == "--data" && i + 1 < args.Length)
                data = args[++i];
            else if (args[i] == "--json" && i + 1 < args.Length)
                json = args[++i];
            else if (args[i] == "--app" && i + 1 < args.Length)
                app = args[++i];
            else if (args[i] == "--estate" && i + 1 < args.Length)
                estate = args[++i];
            else
                return null;
        }

        var elsewhere = Elsewhere.Find(app, estate);
        if (elsewhere is null ? app is not null || estate is not null : data is not null)
            return null;
        var folder = data ?? Directory.CreateTempSubdirectory("rdscal-demo-").FullName;
        return new DemoOptions(auto, Path.GetFullPath(folder), data is null, json, elsewhere);
    }
}
