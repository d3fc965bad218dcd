namespace RdsCalOrchestrator.Scenarios.Harsh;

/// <summary>The same in tables on a harsh runtime.</summary>
public sealed class HarshTableOperatorCallTests : OperatorCallTests
{
    private protected override ScenarioSetup Setup => ScenarioSetup.Sample with { Harsh = HarshSeed.Any(), InTables = true };
}
