using System.Text.Json;
using RdsCalOrchestrator.Simulator.Clearinghouse;

namespace RdsCalOrchestrator.Simulator.Estate;

/// <summary>Reads a world file and refuses one that contradicts itself.</summary>
internal static class WorldFile
{
    /// <exception cref="SimulatorRefusedException">The file is missing, misspelt or contradicts itself.</exception>
    public static EstateState Read(string path)
    {
        EstateState world;
        try
        {
            using var file = File.OpenRead(path);
            world = JsonSerializer.Deserialize<EstateState>(file, EstateJson.Options) ?? throw new JsonException("It holds no estate.");
        }
        catch (Exception problem) when (problem is JsonException or IOException or UnauthorizedAccessException)
        {
            throw new SimulatorRefusedException($"The world file cannot be read: {problem.Message}", problem);
        }

        var problems = Problems(world).ToList();
        return problems.Count == 0 ? world : throw new SimulatorRefusedException($"{path}: {string.Join(" ", problems)}");
    }

    private static IEnumerable<string> Problems(EstateState world)
    {
        foreach (var problem in world.Switches.Problems())
            yield return problem;
        foreach (var name in Doubled(world.Machines.Select(static m => m.Name)))
            yield return $"Two machines are named {name}.";
        foreach (var id in Doubled(world.Machines.Select(static m => m.ResourceId)))
            yield return $"Two machines have the resource ID {id}.";
        foreach (var machine in world.Machines.Where(static m => m.Licensing.Activation == 0 && m.Licensing.LicenseServerId is null))
            yield return $"{machine.Name} is activated (activation 0) and has no licenseServerId.";
        foreach (var (purchase, number) in world.Clearinghouse.Purchases.Select(static (p, i) => (p, i + 1)))
        {
            // By number: what proves a purchase is not repeated in a message.
            if (purchase.Kinds.Any(static k => k.On.Values.Sum() > k.Quantity))
                yield return $"More CALs of purchase {number} are on servers than were bought.";
            if (purchase.Program == PurchaseProof.Retail && purchase.Kinds.Count != 1)
                yield return $"Purchase {number} is a retail code and stands for exactly one kind.";
        }
    }

    private static IEnumerable<string?> Doubled(IEnumerable<string?> values) =>
        values.Where(static v => v is not null)
            .GroupBy(static v => v, StringComparer.OrdinalIgnoreCase)
            .Where(static g => g.Count() > 1)
            .Select(static g => g.Key);
}
