using RdsCalOrchestrator.Simulator.Faults;
using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Scenarios.Interrupted;

/// <summary>Holds an import where its pack is on the target already and its script has not ended: nobody has heard of it yet.</summary>
internal sealed class HeldImport : IDisposable
{
    private readonly TaskCompletionSource _isUnderWay = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly ManualResetEventSlim _goesOn = new();

    /// <summary>Completes when an import has come there.</summary>
    internal Task IsUnderWay => _isUnderWay.Task;

    internal void GoOn() => _goesOn.Set();

    internal IScriptMachine Scripts(ILicenseServerWorld world) => new ScriptMachine(new HeldWorld(world, this));

    public void Dispose() => _goesOn.Dispose();

    private sealed class HeldWorld(ILicenseServerWorld world, HeldImport held) : ILicenseServerWorld
    {
        public TimeProvider Time => world.Time;

        public AssumptionSwitches Switches => world.Switches;

        public LicensingState? FindByName(string name) => world.FindByName(name);

        public ClearinghouseAnswer Ask(ClearinghouseQuestion question) => world.Ask(question);

        public T Change<T>(LicensingState server, Func<EffectLog, T> change) => world.Change(server, change);

        public bool Reach(PowerCutMoment moment, LicensingState server)
        {
            if (moment == PowerCutMoment.BetweenImportAndRemoval)
            {
                held._isUnderWay.TrySetResult();
                held._goesOn.Wait();
            }

            return world.Reach(moment, server);
        }

        public FaultOrder? Meet(FaultPoint point, LicensingState server, int? execution) => world.Meet(point, server, execution);
    }
}
