using RdsCalOrchestrator.Functions.Watching;
using RdsCalOrchestrator.Tests.Fleet;
using Xunit;

namespace RdsCalOrchestrator.Tests.Watching;

public sealed class LastSuccessTests : IDisposable
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 28, 12, 0, 0, TimeSpan.FromHours(1));

    private readonly SharedRecords _records = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _records.Dispose();

    [Fact]
    public async Task Read_NoSuccessYet_IsNull() => Assert.Null(await new LastSuccess(_records.Open()).ReadAsync(Cancellation));

    [Fact]
    public async Task Note_ByTwoHostsInAnyOrder_KeepsTheLatest()
    {
        var (one, other) = (new LastSuccess(_records.Open()), new LastSuccess(_records.Open()));

        await one.NoteAsync(Noon, Cancellation);
        await other.NoteAsync(Noon.AddHours(1), Cancellation);
        await one.NoteAsync(Noon, Cancellation);
        await one.NoteAsync(Noon, Cancellation);

        Assert.Equal(Noon.AddHours(1), await other.ReadAsync(Cancellation));
    }
}
