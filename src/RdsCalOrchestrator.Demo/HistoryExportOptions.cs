namespace RdsCalOrchestrator.Demo;

/// <param name="Data">The folder of a run.</param>
/// <param name="Instance">Null: all are listed.</param>
/// <param name="Out">Null: to the console.</param>
internal sealed record HistoryExportOptions(string Data, string? Instance, string? Out)
{
    internal const string Usage = $"Usage: {HistoryExport.Command} --data DIR [--instance ID [--out FILE]]";

    internal static HistoryExportOptions? Parse(string[] args)
    {
        string? data = null, instance = null, file = null;
        for (var i = 0; i < args.Length; i += 2)
        {
            if (i + 1 == args.Length)
                return null;
            if (args[i] == "--data")
                data = args[i + 1];
            else if (args[i] == "--instance")
                instance = args[i + 1];
            else if (args[i] == "--out")
                file = args[i + 1];
            else
                return null;
        }

        return data is null || (file is not null && instance is null)
            ? null
            : new HistoryExportOptions(Path.GetFullPath(data), instance, file);
    }
}
