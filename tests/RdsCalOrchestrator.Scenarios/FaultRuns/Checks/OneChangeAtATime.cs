namespace RdsCalOrchestrator.Scenarios.FaultRuns.Checks;

/// <summary>On no machine two scripts that change something ran at once, whoever sent them.</summary>
internal static class OneChangeAtATime
{
    internal static IEnumerable<string> Check(RunSeen seen)
    {
        var changes = seen.History.Executions.Where(static e => RunName.Parse(e.Run) is { ChangesServer: true });
        foreach (var machine in changes.GroupBy(static e => e.Machine))
        {
            var inOrder = machine.OrderBy(static e => e.Began.Sequence).ToList();
            foreach (var (one, next) in inOrder.Zip(inOrder.Skip(1)))
            {
                if (one.Ended is null || one.Ended.Sequence > next.Began.Sequence)
                    yield return $"On {machine.Key} {next.Run} began while {one.Run} was running.";
            }
        }
    }
}
