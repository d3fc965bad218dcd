using Azure;
using RdsCalOrchestrator.RunCommand;
using Xunit;

namespace RdsCalOrchestrator.Tests.RunCommand.Arm;

/// <summary>Of which sendings it is certain that Azure has not taken them, and of which nobody knows.</summary>
public sealed class TurnedAwayTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [InlineData(429, "OperationNotAllowed", true)]
    [InlineData(409, "Conflict", true)]
    [InlineData(409, "OperationPreempted", false)]
    [InlineData(408, "RequestTimeout", false)]
    [InlineData(500, "InternalServerError", false)]
    [InlineData(502, "BadGateway", false)]
    [InlineData(503, "ServerBusy", false)]
    public async Task Start_RefusedForNow_IsTurnedAwayOnlyIfAzureHasReadAndRefusedIt(int status, string code, bool isTurnedAway)
    {
        foreach (var form in RefusalTests.Forms(code))
        {
            await using var arm = await FakeArm.StartAsync();
            arm.RefuseNext("PUT", status, form);

            Assert.Equal(new ChannelReply.Throttled(null, isTurnedAway), await StartAsync(arm));
        }
    }

    [Fact]
    public async Task Start_TheLookBeforeItIsThrottled_IsTurnedAwayForNothingWasSent()
    {
        await using var arm = await FakeArm.StartAsync();
        arm.RefuseNext("GET", 503, "{}");

        Assert.Equal(new ChannelReply.Throttled(null, IsTurnedAway: true), await StartAsync(arm));
        Assert.Empty(arm.Bodies);
    }

    [Fact]
    public async Task Start_RefusedAndThenNobodyCanSayWhy_IsTurnedAway()
    {
        await using var arm = await FakeArm.StartAsync();
        arm.RefuseNext("PUT", 409, RefusalTests.Forms("OperationNotAllowed")[0]);
        arm.RefuseNext("GET", 503, "{}");

        Assert.Equal(new ChannelReply.Throttled(null, IsTurnedAway: true), await StartAsync(arm));
    }

    [Fact]
    public async Task Start_ConnectionLostAfterIt_IsOpen()
    {
        await using var arm = await FakeArm.StartAsync();
        arm.Network = static (request, send) => request.Method == HttpMethod.Put
            ? throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection reset")
            : send();

        Assert.Equal(new ChannelReply.Throttled(null, IsTurnedAway: false), await StartAsync(arm));
    }

    // An operation that was begun and failed comes from the SDK with status 200: Azure has taken the request; a later look tells the end.
    [Fact]
    public async Task Start_SuccessThatTellsOfAFailure_IsOpenAndFoundByTheNextLook()
    {
        await using var arm = await FakeArm.StartAsync();
        arm.Network = static async (request, send) =>
        {
            var answer = await send();
            return request.Method == HttpMethod.Put
                ? throw new RequestFailedException(200, "VM 'ls01' has not reported status.", "VMAgentStatusCommunicationError", null)
                : answer;
        };

        Assert.Equal(new ChannelReply.Throttled(null, IsTurnedAway: false), await StartAsync(arm));
        Assert.IsType<ChannelReply.Running>(await StartAsync(arm));
        Assert.Single(arm.Bodies);
    }

    [Fact]
    public async Task Delete_SuccessThatTellsOfAFailure_IsNoRefusalOfTheServer()
    {
        await using var arm = await FakeArm.StartAsync();
        arm.Network = static (_, _) => throw new RequestFailedException(202, "Preempted.", "OperationPreempted", null);

        Assert.IsType<ChannelReply.Throttled>(await arm.Channel().DeleteAsync(FakeArm.Server, SomeCommand.Name, Cancellation));
    }

    private static Task<ChannelReply> StartAsync(FakeArm arm) => arm.Channel().StartAsync(FakeArm.Server, SomeCommand.New(), Cancellation);
}
