namespace RdsCalOrchestrator.Scenarios.Harsh;

/// <summary>The same on a harsh runtime.</summary>
public sealed class HarshOperatorCallTests : OperatorCallTests
{
    private protected override ScenarioSetup Setup => ScenarioSetup.Sample with { Harsh = HarshSeed.Any() };
}
