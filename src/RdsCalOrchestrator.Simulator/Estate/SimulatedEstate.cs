using RdsCalOrchestrator.Simulator.Clearinghouse;
using RdsCalOrchestrator.Simulator.Faults;
using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Simulator.Estate;

/// <summary>
/// The estate behind its one lock. Whatever changes it does so in <see cref="Change{T}(Func{EstateState, EffectLog, T})"/>, and is on disk
/// when that returns; a process killed before that has changed nothing.
/// </summary>
internal sealed class SimulatedEstate : ILicenseServerWorld, IDisposable
{
    private readonly Lock _gate = new();
    private readonly EstateFile? _file;
    private readonly EstateState _state;
    private readonly ClearinghouseRegister _clearinghouse;
    private readonly Dictionary<(string Kind, string Name), EstatePart> _touched = [];
    private long _sequence;
    private int _depth;
    private bool _off;

    private SimulatedEstate(EstateState state, EstateFile? file, TimeProvider time)
    {
        (_state, _file, Time) = (state, file, time);
        _clearinghouse = new(state.Clearinghouse, state.Switches, state.Seed);
        _sequence = state.Effects.Select(static e => e.Sequence)
            .Concat(state.Executions.Select(static e => e.Ended?.Sequence ?? e.Began.Sequence))
            .DefaultIfEmpty()
            .Max();
    }

    /// <summary>A machine lost its power by itself. Told without the lock: what runs on it is to be killed.</summary>
    public event Action<Machine>? PowerCut;

    public TimeProvider Time { get; }

    public AssumptionSwitches Switches => _state.Switches;

    /// <summary>Goes on with the estate in the file, as after a power cut; the world file only seeds one that holds none.</summary>
    /// <param name="file">Null: the estate is kept in memory only, and ends with the process.</param>
    public static SimulatedEstate Open(EstateFile? file, string worldFile, TimeProvider time)
    {
        var kept = file?.Load();
        var estate = new SimulatedEstate(kept ?? WorldFile.Read(worldFile), file, time);
        estate.Change((state, _) =>
        {
            estate.Boot(afterPowerCut: kept is not null);
            foreach (var part in state.Parts())
                estate.Touch(part);
            return true;
        });
        return estate;
    }

    /// <summary>A machine that is switched off is not found by anybody.</summary>
    public LicensingState? FindByName(string name) =>
        Read(state => state.Machines.Find(m => m.Power == PowerState.Running && m.IsKnownAs(name))?.Licensing);

    public ClearinghouseAnswer Ask(ClearinghouseQuestion question) => Consult(register => register.Answer(question));

    public T Consult<T>(Func<ClearinghouseRegister, T> visit) => Change((state, _) =>
    {
        Touch(EstatePart.Of(state.Clearinghouse));
        var answer = visit(_clearinghouse);
        foreach (var purchase in _clearinghouse.TakeMoved())
            Touch(EstatePart.Of(state.Clearinghouse, purchase));
        return answer;
    });

    public T Read<T>(Func<EstateState, T> read)
    {
        lock (_gate)
            return read(_state);
    }

    public T Change<T>(LicensingState server, Func<EffectLog, T> change) => Change((_, log) =>
    {
        log.Touch(server);
        return change(log);
    });

    /// <summary>
    /// A change within a change (an import that asks the Clearinghouse) is written with the outer one: both or neither. What is written is
    /// what the change says it has touched.
    /// </summary>
    public T Change<T>(Func<EstateState, EffectLog, T> change)
    {
        lock (_gate)
        {
            if (_off)
                throw new OperationCanceledException("The simulated estate is switched off.");
            var log = new EffectLog();
            _depth++;
            try
            {
                return change(_state, log);
            }
            finally
            {
                // Also after an exception: what is in memory by now did happen.
                Apply(log);
                if (--_depth == 0)
                    Save();
            }
        }
    }

    /// <summary>For every call from now on; the buckets stay as they are.</summary>
    public void Throttle(bool on) => Change((state, _) =>
    {
        state.Throttling = on;
        Touch(EstatePart.HeadOf(state));
        return on;
    });

    /// <summary>Inside a change: a script begins to execute.</summary>
    /// <returns>The number of the execution.</returns>
    public int BeginExecution(Machine machine, string run)
    {
        var execution = new ScriptExecution(_state.Executions.Count + 1, machine.Name, run, Now());
        _state.Executions.Add(execution);
        Touch(EstatePart.Of(execution));
        return execution.Number;
    }

    /// <summary>Inside a change: it can do nothing more.</summary>
    public void EndExecution(int number, ScriptEnd end)
    {
        var ended = _state.Executions[number - 1] = _state.Executions[number - 1] with { Ended = Now(), End = end };
        Touch(EstatePart.Of(ended));
    }

    /// <summary>Inside a change: writes a blob, over the one that may be there.</summary>
    public void WriteBlob(Uri uri, string text)
    {
        var blob = new WrittenBlob(uri, text);
        var there = _state.Blobs.FindIndex(b => b.Uri == uri);
        if (there < 0)
            _state.Blobs.Add(blob);
        else
            _state.Blobs[there] = blob;
        Touch(EstatePart.Of(blob));
    }

    public bool Reach(PowerCutMoment moment, LicensingState server)
    {
        var reboots = Meet(FaultOrder.Of(moment), server, execution: null) is not null;
        var machine = Read(state => state.Machines.Find(m => m.Licensing == server && (reboots || m.PowerCutAt == moment)));
        if (machine is null)
            return true;
        Change(server, _ =>
        {
            machine.SwitchTo(PowerState.Stopped, Time.GetUtcNow());
            if (reboots)
                machine.SwitchTo(PowerState.Running, Time.GetUtcNow());
            else
                machine.PowerCutAt = null;
            return true;
        });
        PowerCut?.Invoke(machine);
        return false;
    }

    public FaultOrder? Meet(FaultPoint point, LicensingState server, int? execution)
    {
        var (machine, run) = Read(state => (
            state.Machines.Find(m => m.Licensing == server), execution is { } number ? state.Executions[number - 1].Run : null));
        return machine is null ? null : Meet(point, machine, run);
    }

    // Most calls meet none, and a call that changes nothing writes nothing.
    public FaultOrder? Meet(FaultPoint point, Machine machine, string? run) =>
        Read(_ => machine.Faults.Exists(f => f.Matches(point, run)))
            ? Change(machine.Licensing, _ => machine.Meet(point, run, Time.GetUtcNow()))
            : null;

    /// <summary>Nothing changes any more, whoever still tries.</summary>
    public void Dispose()
    {
        lock (_gate)
            _off = true;
        _file?.Dispose();
    }

    private void Boot(bool afterPowerCut)
    {
        if (!afterPowerCut)
            _clearinghouse.Remember(_state.Machines.Select(static m => m.Licensing));
        foreach (var machine in _state.Machines)
            machine.Boot(afterPowerCut, Time.GetUtcNow());
        foreach (var execution in _state.Executions.Where(static e => e.Ended is null).ToList())
            EndExecution(execution.Number, ScriptEnd.PowerLost);
    }

    private void Apply(EffectLog log)
    {
        foreach (var effect in log.Effects)
        {
            var moment = Now();
            var applied = new AppliedEffect(moment.Sequence, moment.Utc, effect);
            _state.Effects.Add(applied);
            Touch(EstatePart.Of(applied));
        }

        foreach (var machine in _state.Machines.Where(m => log.Touched.Contains(m.Licensing)))
            Touch(EstatePart.Of(machine));
    }

    private void Save()
    {
        if (_touched.Count > 0)
            _file?.Save(_touched.Values);
        _touched.Clear();
    }

    private void Touch(EstatePart part) => _touched[(part.Kind, part.Name)] = part;

    private Moment Now() => new(++_sequence, Time.GetUtcNow());
}
