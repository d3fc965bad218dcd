using System.Text.Json;
using RdsCalOrchestrator.Simulator.Clearinghouse;
using RdsCalOrchestrator.Simulator.Estate;
using RdsCalOrchestrator.Simulator.LicenseServers;
using Xunit;

namespace RdsCalOrchestrator.Tests.Simulator.Estate;

public sealed class WorldFileTests
{
    [Theory]
    [InlineData("""{"seed":"x","machnies":[]}""", "machnies")]
    [InlineData("""{"machines":[]}""", "seed")]
    [InlineData("""{"seed":""", "cannot be read")]
    [InlineData("""{"seed":"x","switches":null}""", "switches")]
    [InlineData("""{"seed":"x","machines":null}""", "machines")]
    public void World_Misspelt_IsRefusedByName(string text, string named)
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "world.json");
        File.WriteAllText(path, text);

        Assert.Contains(named, Assert.Throws<SimulatorRefusedException>(() => WorldFile.Read(path)).Message);
    }

    public static TheoryData<string> Contradictions => new(Changes.Keys);

    private static Dictionary<string, Action<EstateState>> Changes { get; } = new()
    {
        ["Two machines are named OLD"] = static w => w.Machines[1].Licensing.ComputerName = "OLD",
        ["Two machines have the resource ID"] = static w => w.Machines[1].ResourceId = w.Machines[0].ResourceId!.ToUpperInvariant(),
        ["NEW is activated (activation 0) and has no licenseServerId"] = static w => w.Machines[1].Licensing.LicenseServerId = null,
        ["More CALs of purchase 1 are on servers than were bought"] = static w => w.Clearinghouse.Purchases[0].Kinds[0].Quantity = 100,
        ["Purchase 3 is a retail code"] = static w => w.Clearinghouse.Purchases[2].Kinds.Add(
            new PurchasedKind { VersionId = 4, ProductType = 1, Quantity = 5 }),
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void World_ThatContradictsItself_IsRefused(string expected)
    {
        using var folder = new TestFolder();
        var world = TestWorld.State();
        Changes[expected](world);

        var refused = Assert.Throws<SimulatorRefusedException>(() => WorldFile.Read(TestWorld.Write(folder.Path, world)));

        Assert.Contains(expected, refused.Message);
        Assert.DoesNotContain(TestWorld.Agreement, refused.Message);
    }

    public static TheoryData<string> Switches =>
        new(typeof(AssumptionSwitches).GetProperties().Select(static p => JsonNamingPolicy.CamelCase.ConvertName(p.Name)));

    [Theory]
    [MemberData(nameof(Switches))]
    public void World_WithASwitchThatIsMisspelt_IsRefusedByItsName(string name)
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "world.json");
        File.WriteAllText(path, $$"""{"seed":"x","switches":{"{{name}}":"halfway"} }""");

        Assert.Contains(
            $"The switch {name} has no position halfway;", Assert.Throws<SimulatorRefusedException>(() => WorldFile.Read(path)).Message);
    }

    [Theory]
    [InlineData("\"Refused\"", "The switch port443 has no position Refused; it has works, fails, refused.")]
    [InlineData("null", "'port443'")]
    public void World_WithAMisspeltPosition_IsRefusedWithThoseThereAre(string position, string expected)
    {
        using var folder = new TestFolder();
        var path = Path.Combine(folder.Path, "world.json");
        File.WriteAllText(path, $$"""{"seed":"x","switches":{"port443":{{position}} } }""");

        Assert.Contains(expected, Assert.Throws<SimulatorRefusedException>(() => WorldFile.Read(path)).Message);
    }

    [Theory]
    [InlineData("--world w --data d --urls http://127.0.0.1:0", true)]
    [InlineData("--urls http://[::1]:5000 --data d --world w", true)]
    [InlineData("--world w --data d", false)]
    [InlineData("--world w --data d --urls http://0.0.0.0:80", false)]
    [InlineData("--world w --data d --urls https://127.0.0.1:0", false)]
    [InlineData("--world w --data d --urls http://127.0.0.1:0 --verbose", false)]
    [InlineData("--world w --world d --urls http://127.0.0.1:0", false)]
    public void CommandLine_IsUnderstoodOrRefused(string line, bool understood)
    {
        var problem = Record.Exception(() => SimulatorOptions.Parse(line.Split(' ')));

        Assert.Equal(understood ? null : typeof(SimulatorRefusedException), problem?.GetType());
    }
}
