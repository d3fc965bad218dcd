using RdsCalOrchestrator.RunCommand;
using RdsCalOrchestrator.RunCommand.Arm;
using Xunit;

namespace RdsCalOrchestrator.Tests.RunCommand.Arm;

/// <summary>What Azure says is left reaches whoever budgets, from every kind of answer.</summary>
public sealed class QuotaTests
{
    private readonly Watch _watch = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Answer_WithWhatIsLeft_IsTold()
    {
        await using var arm = await FakeArm.StartAsync();
        arm.RefuseNext(
            "GET", 404, "{}",
            ("x-ms-ratelimit-remaining-subscription-reads", "249"),
            ("x-ms-ratelimit-remaining-resource",
                "Microsoft.Compute/LowCostGetResource;35, Microsoft.Compute/UpdateVMResource;11,Microsoft.Compute/UpdateVMSubscription;1499"));

        await Channel(arm).ReadAsync(FakeArm.Server, SomeCommand.Name, Cancellation);

        Assert.Equal([Left(Quota.Reads, 249), Left(Quota.ServerChanges, 11), Left(Quota.RegionChanges, 1499)], _watch.Told);
    }

    [Fact]
    public async Task Answer_TooManyRequests_IsToldForHowLongOfWhatIsSpentOnly()
    {
        await using var arm = await FakeArm.StartAsync();
        arm.RefuseNext(
            "DELETE", 429, "{}",
            ("Retry-After", "17"), ("x-ms-ratelimit-remaining-subscription-deletes", "0"), ("x-ms-ratelimit-remaining-subscription-writes", "4"));

        await Channel(arm).DeleteAsync(FakeArm.Server, SomeCommand.Name, Cancellation);

        Assert.Equal([Left(Quota.Writes, 4), Left(Quota.Deletes, 0) with { Wait = TimeSpan.FromSeconds(17) }], _watch.Told);
    }

    [Theory]
    [InlineData("many")]
    [InlineData("-1")]
    [InlineData("")]
    public async Task Answer_WithSomethingElse_IsNotTold(string left)
    {
        await using var arm = await FakeArm.StartAsync();
        arm.RefuseNext(
            "GET", 404, "{}",
            ("x-ms-ratelimit-remaining-subscription-reads", left), ("x-ms-ratelimit-remaining-resource", $"Microsoft.Compute/UpdateVM;{left},;"));

        await Channel(arm).ReadAsync(FakeArm.Server, SomeCommand.Name, Cancellation);

        Assert.Empty(_watch.Told);
    }

    private static QuotaLeft Left(Quota quota, int calls) => new(FakeArm.Server, quota, calls, null);

    private AzureVmChannel Channel(FakeArm arm) => new(ArmConnection.OpenSimulated(new Uri("http://127.0.0.1:5999"), arm.Handler(), _watch));

    private sealed class Watch : IQuotaWatch
    {
        public List<QuotaLeft> Told { get; } = [];

        public void Seen(QuotaLeft left) => Told.Add(left);
    }
}
