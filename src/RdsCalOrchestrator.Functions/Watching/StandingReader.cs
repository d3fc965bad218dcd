using Microsoft.Extensions.Options;
using RdsCalOrchestrator.Functions.Batches;
using RdsCalOrchestrator.Functions.Migrations;

namespace RdsCalOrchestrator.Functions.Watching;

/// <summary>Reads how all stand, from three lists and no journal.</summary>
public sealed class StandingReader
{
    private readonly MigrationList _migrations;
    private readonly BatchJournal _batches;
    private readonly LastSuccess _success;
    private readonly WatchOptions _options;
    private readonly TimeProvider _time;

    internal StandingReader(MigrationList migrations, BatchJournal batches, LastSuccess success, IOptions<WatchOptions> options, TimeProvider time) =>
        (_migrations, _batches, _success, _options, _time) = (migrations, batches, success, options.Value, time);

    internal async Task<Standing> ReadAsync(CancellationToken cancellation) => Standing.Of(
        await _migrations.ListUnsettledAsync(cancellation),
        await _batches.CountFailedAsync(cancellation),
        await _success.ReadAsync(cancellation),
        _options.StuckAfter,
        _time.GetUtcNow());
}
