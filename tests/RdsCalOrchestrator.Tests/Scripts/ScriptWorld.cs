using Microsoft.Extensions.Time.Testing;
using RdsCalOrchestrator.Simulator.Faults;
using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>A few simulated servers in memory, and a Clearinghouse that says what the test wants.</summary>
internal sealed class ScriptWorld : ILicenseServerWorld
{
    public TimeProvider Time { get; } = new FakeTimeProvider(new DateTimeOffset(2026, 11, 28, 20, 0, 0, TimeSpan.Zero));

    public AssumptionSwitches Switches { get; } = new();

    internal List<LicensingState> Servers { get; } = [];

    internal List<ClearinghouseQuestion> Asked { get; } = [];

    internal List<Effect> Effects { get; } = [];

    internal Func<ClearinghouseQuestion, ClearinghouseAnswer> Clearinghouse { get; set; } =
        static _ => new ClearinghouseAnswer(Accepted: false);

    /// <summary>Called after a change that had an effect.</summary>
    internal Action AfterEffect { get; set; } = static () => { };

    public LicensingState? FindByName(string name) => Servers.Find(s =>
        s.Fqdn.Equals(name, StringComparison.OrdinalIgnoreCase) || s.ComputerName.Equals(name, StringComparison.OrdinalIgnoreCase));

    public ClearinghouseAnswer Ask(ClearinghouseQuestion question)
    {
        Asked.Add(question);
        return Clearinghouse(question);
    }

    // Without a lock: a test may hold one script inside a change and look at the server with another.
    public T Change<T>(LicensingState server, Func<EffectLog, T> change)
    {
        var log = new EffectLog();
        var result = change(log);
        Effects.AddRange(log.Effects);
        if (log.Effects.Count > 0)
            AfterEffect();
        return result;
    }

    // Scripts are killed by the test itself.
    public bool Reach(PowerCutMoment moment, LicensingState server) => true;

    public FaultOrder? Meet(FaultPoint point, LicensingState server, int? execution) => null;
}
