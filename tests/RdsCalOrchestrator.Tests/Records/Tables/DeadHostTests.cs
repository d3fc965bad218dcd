using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Functions.Records.Tables;
using RdsCalOrchestrator.Tests.Records.Store;
using Xunit;

namespace RdsCalOrchestrator.Tests.Records.Tables;

/// <summary>
/// A host dies after each of the calls that an append makes: what is to be made good is always found by its sign, and making it good is
/// writing the rows again.
/// </summary>
public sealed class DeadHostTests
{
    private const int MostCalls = 40;
    private const string Stream = "alder/migration/m-101";
    private const string Signs = "operator/open";
    private const string Views = "alder/migrations";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public async Task Append_HostDiesAfterAnyCall_LosesNothingThatNobodyFinds(int entries)
    {
        var died = true;
        for (var calls = 0; died; calls++)
        {
            Assert.InRange(calls, 0, MostCalls);
            var tables = TestRecords.NewTables();
            var living = new Calls().Open(tables);
            for (var version = 0; version < entries - 1; version++)
                Assert.True(await AppendAsync(living, version));

            died = await DiesAsync(new Calls(calls).Open(tables), entries - 1);
            await CheckAsync(living, isRepaired: !died);
            await RepairAsync(living);
            await CheckAsync(living, isRepaired: true);
        }
    }

    private static async Task<bool> DiesAsync(TableRecordStore store, int version)
    {
        try
        {
            Assert.True(await AppendAsync(store, version));
            return false;
        }
        catch (DiedException)
        {
            return true;
        }
    }

    private static async Task CheckAsync(TableRecordStore store, bool isRepaired)
    {
        var version = (await store.ReadAsync(Stream, 0, Cancellation)).Count;
        var view = (await store.ListAsync(Views, "", Cancellation)).SingleOrDefault()?.Content;
        var isFound = (await store.ListAsync(Signs, "", Cancellation)).Count == 1;
        var isWhole = view == (version == 0 ? null : $"{version}");
        Assert.True(isFound || (isWhole && !IsOpen(version)), $"Version {version} with the row '{view}' is not found.");
        Assert.True(isWhole || !isRepaired, $"Version {version} has the row '{view}'.");
        Assert.True(version == 0 || isFound == IsOpen(version) || !isRepaired, $"Version {version} is found: {isFound}.");
    }

    // Who follows the sign reads the journal, and leaves alone what is not there.
    private static async Task RepairAsync(TableRecordStore store)
    {
        if ((await store.ReadAsync(Stream, 0, Cancellation)).Count is var version and > 0)
            Assert.True(await store.AppendAsync(Stream, version, [], RowsOf(version), Cancellation));
    }

    private static Task<bool> AppendAsync(TableRecordStore store, int version) =>
        store.AppendAsync(
            Stream, version, [new NewEntry($"{version + 1}", "Kind", DateTimeOffset.UnixEpoch, "system", "{}")], RowsOf(version + 1), Cancellation);

    private static IReadOnlyList<Row> RowsOf(int version) =>
        [new Row(Views, "m-101", $"{version}"), Row.Sign(Signs, "m-101", "name", IsOpen(version))];

    // As a migration that is accepted, ends, and is resumed.
    private static bool IsOpen(int version) => version is 1 or 3;
}
