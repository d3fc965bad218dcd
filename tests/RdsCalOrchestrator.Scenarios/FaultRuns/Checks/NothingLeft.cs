namespace RdsCalOrchestrator.Scenarios.FaultRuns.Checks;

/// <summary>Nothing runs any more: no script, no orchestration, no timer, no run command of ours, and no claim that still holds.</summary>
internal static class NothingLeft
{
    internal static IEnumerable<string> Check(RunSeen seen)
    {
        if (seen.IsRunningScripts || seen.History.Executions.Any(static e => e.Ended is null))
            yield return "A script still runs.";
        if (seen.NextTimerDue is { } due)
            yield return $"A timer is still set, for {due:u}.";
        foreach (var instance in seen.Instances.Where(static i => i.Status is not ("Completed" or "Failed")))
            yield return $"The instance {instance.Id} is still {instance.Status}.";
        foreach (var machine in seen.Machines)
        {
            foreach (var command in machine.UnfinishedCommands.Where(RunName.IsOurs))
                yield return $"The run command {command} on {machine.Name} is not finished.";
        }

        foreach (var (stream, journal) in seen.Journals.Where(static j => j.Key.Contains("/server/", StringComparison.Ordinal)))
        {
            if (journal.Of("ChangeClaimed").LastOrDefault() is { } claim && !HasEnded(seen, claim))
                yield return $"{claim.Content.Text("run")} still claims {stream}.";
        }
    }

    private static bool HasEnded(RunSeen seen, JournalEntry claim) =>
        seen.JournalOf(claim.Content.GetProperty("migration").ToString()).Of("ScriptEnded")
            .Any(e => e.Content.Text("run") == claim.Content.Text("run"));
}
