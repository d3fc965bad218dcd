using RdsCalOrchestrator.Scenarios.Table;

namespace RdsCalOrchestrator.Scenarios.Interrupted;

/// <summary>
/// An import is sent, the app dies before it hears of it, and for three weeks nobody starts it. Meanwhile somebody adds 20 CALs of the same
/// kind to the target, the source is switched off, and its approver leaves.
/// </summary>
internal sealed class Interruption : IAsyncDisposable
{
    internal const string Migration = "moved";
    internal const string Requester = "Ines";
    internal const string Approver = "Ada Quist";
    internal const string Successor = "Nils Berg";

    private static readonly TimeSpan ThreeWeeks = TimeSpan.FromDays(21);

    private readonly HeldImport _import = new();

    private Interruption()
    {
    }

    internal OneRow Row { get; private set; } = null!;

    /// <param name="underWay">The app dies while the import's script runs; else when it has ended.</param>
    /// <param name="engineLost">And its engine's file with it.</param>
    internal static async Task<Interruption> HappenAsync(bool underWay, bool engineLost, CancellationToken cancellation)
    {
        var interruption = new Interruption();
        interruption.Row = await OneRow.StartAsync(setup => setup with { Scripts = interruption._import.Scripts }, cancellation);
        await interruption.InterruptAsync(underWay, engineLost, cancellation);
        return interruption;
    }

    private async Task InterruptAsync(bool underWay, bool engineLost, CancellationToken cancellation)
    {
        await Row.SubmitAsync(Migration, Requester);
        await Row.AnswerAsync(Migration, Approver);
        await _import.IsUnderWay.WaitAsync(cancellation);
        if (!underWay)
            _import.GoOn();
        await Row.Host.EndAppAsync();
        await Row.HandAsync(
            OneRow.Row.TargetServer, "packs",
            new { keyPackType = 2, productType = TableFiles.PerUser, versionId = TableFiles.Version2016, total = 20, description = "C50-10.00-S" });
        _import.GoOn();
        await Row.Host.PassAsync(ThreeWeeks, cancellation);
        await Row.HandAsync(OneRow.Row.SourceServer, "power/stopped");
        if (engineLost)
            Directory.Delete(Row.Host.EngineDirectory, recursive: true);
        await Row.Host.StartAppAsync();
    }

    public async ValueTask DisposeAsync()
    {
        _import.GoOn();
        await Row.DisposeAsync();
        _import.Dispose();
    }
}
