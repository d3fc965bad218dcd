using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Simulator.Faults;

/// <summary>An order that something goes wrong. What a fault does not use must be left out.</summary>
internal sealed record FaultOrder
{
    public required Fault Fault { get; init; }

    /// <summary>At the n-th matching call from now on; 1 is the next one.</summary>
    public int After { get; init; } = 1;

    /// <summary>Only calls about run commands with this in their names match; null: all calls.</summary>
    public string? Run { get; init; }

    /// <summary>Of <see cref="Fault.Throttled"/> and <see cref="Fault.ServerError"/>: which calls match; null: PUT.</summary>
    public FaultPoint? Call { get; init; }

    /// <summary>Of <see cref="Fault.Throttled"/>; null: 30.</summary>
    public int? RetryAfterSeconds { get; init; }

    /// <summary>Of <see cref="Fault.Throttled"/>: the error stands in the body itself, as Compute does it, not in its <c>error</c>.</summary>
    public bool? Bare { get; init; }

    /// <summary>Of <see cref="Fault.ServerError"/>: 500 or 503; null: 500.</summary>
    public int? Status { get; init; }

    /// <summary>Of <see cref="Fault.OutputTruncated"/>: how many are missing; null: drawn by <see cref="Seed"/>.</summary>
    public int? Bytes { get; init; }

    /// <summary>Of <see cref="Fault.RebootMidRun"/>; null: between import and removal.</summary>
    public PowerCutMoment? Moment { get; init; }

    /// <summary>Of what is drawn; null: the number of the fault.</summary>
    public int? Seed { get; init; }

    public FaultPoint Point() => Fault switch
    {
        Fault.Throttled or Fault.ServerError => Call ?? FaultPoint.Put,
        Fault.CutAfterPut or Fault.Conflict409 => FaultPoint.Put,
        Fault.RebootMidRun => Of(Moment ?? PowerCutMoment.BetweenImportAndRemoval),
        Fault.CodeUsed => FaultPoint.ImportRetail,
        >= Fault.ClearinghouseUnreachable => FaultPoint.Import,
        _ => FaultPoint.Start,
    };

    public static FaultPoint Of(PowerCutMoment moment) => moment switch
    {
        PowerCutMoment.BeforeImport => FaultPoint.BeforeImport,
        PowerCutMoment.BetweenImportAndRemoval => FaultPoint.BetweenImportAndRemoval,
        _ => FaultPoint.AfterRemoval,
    };

    /// <summary>Why it cannot be carried out; null: it can.</summary>
    public string? Problem() =>
        After < 1 ? "after begins at 1."
        : Call is not null && (Fault is not (Fault.Throttled or Fault.ServerError) || Call >= FaultPoint.Start)
            ? "call is put, get or delete, of throttled and serverError only."
        : (RetryAfterSeconds, Bare) is not (null, null) && Fault != Fault.Throttled ? "retryAfterSeconds and bare are of throttled only."
        : Status is not null && (Fault != Fault.ServerError || Status is not (500 or 503)) ? "status is 500 or 503, of serverError only."
        : (Bytes, Seed) is not (null, null) && Fault != Fault.OutputTruncated ? "bytes and seed are of outputTruncated only."
        : Moment is not null && Fault != Fault.RebootMidRun ? "moment is of rebootMidRun only."
        : RetryAfterSeconds < 0 || Bytes < 1 ? "retryAfterSeconds begins at 0, bytes at 1."
        : null;
}
