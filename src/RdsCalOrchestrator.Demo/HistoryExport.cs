using Microsoft.DurableTask.Engine;

namespace RdsCalOrchestrator.Demo;

/// <summary>Writes the history of one instance, or lists all, from what a run has left in its folder; that run may still go on.</summary>
internal static class HistoryExport
{
    internal const string Command = "export-history";

    internal static int Run(string[] args)
    {
        if (HistoryExportOptions.Parse(args) is not { } options)
        {
            Console.Error.WriteLine(HistoryExportOptions.Usage);
            return 64;
        }

        try
        {
            using var histories = new HistoryReader(Path.Combine(options.Data, "app", "engine"));
            if (options.Instance is { } instance)
                return Export(histories.Find(instance), instance, options.Out);
            foreach (var (id, name, status) in histories.Instances())
                Console.WriteLine($"{id,-40} {name,-12} {status}");
            return 0;
        }
        catch (EngineFileException trouble)
        {
            return Refused($"{trouble.Message} '{options.Data}' must be the folder of a run with --data.");
        }
        catch (Exception trouble) when (trouble is IOException or UnauthorizedAccessException)
        {
            return Refused(trouble.Message);
        }
    }

    private static int Export(RecordedHistory? history, string instance, string? file)
    {
        if (history is null)
            return Refused($"There is no instance '{instance}'. Without --instance all of them are listed.");
        if (history.Events.Count == 0)
            return Refused($"'{instance}' has not begun yet, so it has no history.");
        if (file is null)
            Console.Write(history.ToJson());
        else
            File.WriteAllText(file, history.ToJson());
        return 0;
    }

    private static int Refused(string why)
    {
        Console.Error.WriteLine(why);
        return 1;
    }
}
