using Microsoft.Extensions.Options;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Functions.Scripts;
using RdsCalOrchestrator.RunCommand;

namespace RdsCalOrchestrator.Functions.Fleet;

/// <summary>
/// Whether all runs together leave room for one call more: null when they do, else how long to wait at least. It protects Azure's limits,
/// never a CAL: what is granted and not used is lost, and a host that dies loses no more than that.
/// </summary>
public sealed class FleetBudget
{
    private const string Clearinghouse = "clearinghouse";

    /// <summary>A sending looks at the server, looks for its command and sends it.</summary>
    private const int Looks = 2;

    /// <summary>A command is paid for together with its deletion: else what was sent would stay, and use up the server's places.</summary>
    private const int Changes = 2;

    private readonly Buckets _buckets;
    private readonly Turns _turns;
    private readonly Seats _seats;
    private readonly Regions _regions;
    private readonly IRunCommandChannel _azure;
    private readonly FleetLimits _limits;
    private readonly ScriptTimes _times;
    private readonly TimeProvider _time;

    internal FleetBudget(
        Buckets buckets, Turns turns, Seats seats, Regions regions, IRunCommandChannel azure, IOptions<FleetLimits> limits,
        IOptions<ScriptTimes> times, TimeProvider time)
    {
        (_buckets, _turns, _seats, _regions, _azure) = (buckets, turns, seats, regions, azure);
        (_limits, _times, _time) = (limits.Value, times.Value, time);
    }

    /// <summary>
    /// Asked before a sending is announced, and not again after it. It grants the look at the server, the sending, the deletion, and a seat
    /// among the runs under way, which is held until <see cref="LeaveAsync"/>.
    /// </summary>
    internal async Task<TimeSpan?> SendAsync(Run run, RunRecord record, ServerId server, CancellationToken cancellation)
    {
        var (region, wait) = await RegionAsync(run, server, cancellation);
        // Unknown because the server cannot be seen: the look that follows says why, and nothing is sent.
        if (region is null)
            return wait;
        // The scarcest first. Looks last, for those under way need them too: nobody takes them and then waits for a seat.
        IReadOnlyList<Limit> limits =
        [
            Calls(_buckets.ServerChanges(server), Changes),
            Calls(_buckets.RegionChanges(server, region), Changes),
            Calls(_buckets.Writes(server), 1),
            .. CallsClearinghouse(record) ? [Seat(Clearinghouse, _limits.ClearinghouseRunsAtOnce, run, record)] : (Limit[])[],
            Seat(RoomOf(server, region), _limits.RunsAtOnce, run, record),
            Calls(_buckets.Reads(server), Looks),
        ];
        return await AskAsync(run.InstanceId, limits, cancellation);
    }

    /// <summary>The run has ended: others may be under way in its place.</summary>
    internal async Task LeaveAsync(Run run, RunRecord record, ServerId server, CancellationToken cancellation)
    {
        if (await _regions.FindAsync(server, cancellation) is { } region)
            await _seats.LeaveAsync(RoomOf(server, region), run.InstanceId, cancellation);
        if (CallsClearinghouse(record))
            await _seats.LeaveAsync(Clearinghouse, run.InstanceId, cancellation);
    }

    internal Task<TimeSpan?> ReadAsync(ServerId server, string name, CancellationToken cancellation) =>
        AskAsync($"{server.Value.ToLowerInvariant()}/{name}", [Calls(_buckets.Reads(server), 1)], cancellation);

    /// <summary>Whoever looks at a whole server can do without, so no call is put off for it.</summary>
    internal async Task<TimeSpan?> ListAsync(ServerId server, CancellationToken cancellation) =>
        Wait(await _buckets.Reads(server).TakeNowAsync(1, cancellation));

    /// <summary>
    /// Nobody comes again for a deletion that is refused, so none is put off; its change of the server was paid for at the sending.
    /// </summary>
    internal async Task<TimeSpan?> DeleteAsync(ServerId server, CancellationToken cancellation) =>
        Wait(await _buckets.Deletes(server).TakeNowAsync(1, cancellation));

    private async Task<(string? Region, TimeSpan? Wait)> RegionAsync(Run run, ServerId server, CancellationToken cancellation)
    {
        if (await _regions.FindAsync(server, cancellation) is { } known)
            return (known, null);
        if (await AskAsync($"{run.InstanceId}/region", [Calls(_buckets.Reads(server), 1)], cancellation) is { } wait)
            return (null, wait);
        return await _azure.LookAtServerAsync(server, cancellation) is ServerReply.Ready ready
            ? (await _regions.KeepAsync(server, ready.Location, cancellation), null)
            : (null, null);
    }

    private async Task<TimeSpan?> AskAsync(string who, IReadOnlyList<Limit> limits, CancellationToken cancellation) =>
        await _turns.AskAsync(who, limits, cancellation) is { } at ? Wait(at) : null;

    private TimeSpan? Wait(DateTimeOffset at) => at - _time.GetUtcNow() is var wait && wait > TimeSpan.Zero ? wait : null;

    private Limit Calls(Bucket bucket, int calls) => async cancellation =>
        await bucket.TakeAsync(calls, cancellation) is var due && due > _time.GetUtcNow() ? new NotBefore(due, IsPaid: true) : null;

    private Limit Seat(string room, int count, Run run, RunRecord record) => async cancellation =>
        await _seats.TakeAsync(room, count, run.InstanceId, record.Named.Timeout + _times.Patience, cancellation)
            ? null
            : new NotBefore(_time.GetUtcNow() + _times.Busy, IsPaid: false);

    // The server calls it itself, where no person has brought an ID.
    private static bool CallsClearinghouse(RunRecord record) =>
        record.Named.Script is Script.Activate or Script.Import && record.Named.Lines.Any(static l => l.AnswerKey is null);

    private static string RoomOf(ServerId server, string region) => $"{server.Subscription}/{region}".ToLowerInvariant();
}
