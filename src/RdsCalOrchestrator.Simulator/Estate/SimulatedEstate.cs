using RdsCalOrchestrator.Simulator.Clearinghouse;
using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Simulator.Estate;

/// <summary>
/// The estate behind its one lock. Whatever changes it does so in <see cref="Change{T}"/>, and is on disk when that returns; a process
/// killed before that has changed nothing.
/// </summary>
internal sealed class SimulatedEstate : ILicenseServerWorld, IDisposable
{
    private readonly Lock _gate = new();
    private readonly EstateFile _file;
    private readonly EstateState _state;
    private readonly ClearinghouseRegister _clearinghouse;
    private int _depth;
    private bool _off;

    private SimulatedEstate(EstateState state, EstateFile file, TimeProvider time)
    {
        (_state, _file, Time) = (state, file, time);
        _clearinghouse = new(state.Clearinghouse, state.Switches, state.Seed);
    }

    /// <summary>A machine lost its power by itself. Told without the lock: what runs on it is to be killed.</summary>
    public event Action<Machine>? PowerCut;

    public TimeProvider Time { get; }

    public AssumptionSwitches Switches => _state.Switches;

    /// <summary>Goes on with the estate in the folder, as after a power cut; the world file only seeds a folder that has none.</summary>
    public static SimulatedEstate Open(DataDirectory data, string worldFile, TimeProvider time)
    {
        var file = new EstateFile(data.Path);
        var existed = file.Exists;
        var estate = new SimulatedEstate(existed ? file.Load() : WorldFile.Read(worldFile), file, time);
        estate.Change(_ =>
        {
            if (!existed)
                estate._clearinghouse.Remember(estate._state.Machines.Select(static m => m.Licensing));
            foreach (var machine in estate._state.Machines)
                estate.Boot(machine, existed);
            return true;
        });
        return estate;
    }

    /// <summary>A machine that is switched off is not found by anybody.</summary>
    public LicensingState? FindByName(string name) =>
        Read(state => state.Machines.Find(m => m.Power == PowerState.Running && m.IsKnownAs(name))?.Licensing);

    public ClearinghouseAnswer Ask(ClearinghouseQuestion question) => Change(_ => _clearinghouse.Answer(question));

    public T Consult<T>(Func<ClearinghouseRegister, T> visit) => Change(_ => visit(_clearinghouse));

    public T Read<T>(Func<EstateState, T> read)
    {
        lock (_gate)
            return read(_state);
    }

    public T Change<T>(Func<EffectLog, T> change) => Change((_, effects) => change(effects));

    /// <summary>A change within a change (an import that asks the Clearinghouse) is written with the outer one: both or neither.</summary>
    public T Change<T>(Func<EstateState, EffectLog, T> change)
    {
        lock (_gate)
        {
            if (_off)
                throw new OperationCanceledException("The simulated estate is switched off.");
            var effects = new EffectLog();
            _depth++;
            try
            {
                return change(_state, effects);
            }
            finally
            {
                // Also after an exception: what is in memory by now did happen.
                _state.Effects.AddRange(effects.Effects.Select(e => new AppliedEffect(Time.GetUtcNow(), e)));
                if (--_depth == 0)
                    _file.Save(_state);
            }
        }
    }

    public bool Reach(PowerCutMoment moment, LicensingState server)
    {
        var machine = Read(state => state.Machines.Find(m => m.Licensing == server && m.PowerCutAt == moment));
        if (machine is null)
            return true;
        Change(_ =>
        {
            machine.PowerCutAt = null;
            machine.SwitchTo(PowerState.Stopped, Time.GetUtcNow());
            return true;
        });
        PowerCut?.Invoke(machine);
        return false;
    }

    /// <summary>Nothing changes any more, whoever still tries.</summary>
    public void Dispose()
    {
        lock (_gate)
            _off = true;
    }

    private void Boot(Machine machine, bool afterPowerCut)
    {
        if (afterPowerCut)
            machine.LosePower();
        if (machine.Power == PowerState.Running && (afterPowerCut || machine.Licensing.BootedUtc is null))
            machine.Licensing.BootedUtc = Time.GetUtcNow();
    }
}
