using RdsCalOrchestrator.Simulator.Clearinghouse;

namespace RdsCalOrchestrator.Scenarios.FaultRuns.Plan;

/// <summary>Draws what people do to machines behind everybody's back: in every third run something, with dice of its own.</summary>
internal sealed class HandDrawer(int seed, IReadOnlyList<RunSource> sources, IReadOnlyList<RunTarget> targets, int calmAt)
{
    // More than any pack that is moved, so that its row is taken for none of them.
    private const int FewestAdded = 500;

    private readonly Random _random = Dice.For(seed, "by hand");

    internal IEnumerable<Happening> Draw()
    {
        if (!_random.Chance(33))
            return [];
        List<string> machines = [.. sources.Where(static s => s.State != "gone").Select(static s => s.Name), .. targets.Select(static t => t.Name)];
        var (machine, step) = (machines[_random.Next(machines.Count)], _random.Next(1, calmAt));
        return _random.Next(100) switch
        {
            < 30 => [new Happening.SnapshotTaken(_random.Next(step), machine), new Happening.Restored(step, machine)],
            < 40 => [new Happening.Rebuilt(step, machine)],
            < 60 => [Added(step)],
            < 75 => [new Happening.ClockMoved(step, machine, Minutes())],
            < 85 => [new Happening.DeleteLocked(step, machine)],
            _ => [new Happening.PlacesTaken(step, machine)],
        };
    }

    // On a target, and of a kind that is moved: there it could be taken for what an import created.
    private Happening.PackAdded Added(int step)
    {
        var packs = sources.SelectMany(static s => s.Packs).ToList();
        var like = packs[_random.Next(packs.Count)];
        return new(step, targets[_random.Next(targets.Count)].Name, new CalProduct(like.VersionId, like.ProductType), FewestAdded + _random.Next(50));
    }

    private int Minutes() => _random.Pick((50, _random.Next(1, 10)), (50, _random.Next(10, 1440))) * (_random.Chance(50) ? 1 : -1);
}
