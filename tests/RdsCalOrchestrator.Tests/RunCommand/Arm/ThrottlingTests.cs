using System.Net;
using System.Text;
using RdsCalOrchestrator.RunCommand;
using RdsCalOrchestrator.RunCommand.Arm;
using Xunit;

namespace RdsCalOrchestrator.Tests.RunCommand.Arm;

/// <summary>
/// When Azure does not answer, or not now: nothing is known, nothing is repeated, and the caller decides when to look again.
/// </summary>
public sealed class ThrottlingTests
{
    private static readonly TimeSpan TwentyMinutes = TimeSpan.FromMinutes(20);

    public static TheoryData<string> Calls => ["look", "start", "read", "delete"];

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Call_TooManyRequests_IsThrottledUntilAzureSays(string call)
    {
        foreach (var form in RefusalTests.Forms("OperationNotAllowed", "Too many requests have been received for this subscription."))
        {
            await using var arm = await FakeArm.StartAsync();
            arm.RefuseNext(call == "delete" ? "DELETE" : "GET", 429, form, ("Retry-After", "1200"));

            Assert.Equal((true, TwentyMinutes), await CallAsync(arm.Channel(), call));
            Assert.Single(arm.Requests);
        }
    }

    [Theory]
    [InlineData(408)]
    [InlineData(429)]
    [InlineData(500)]
    [InlineData(502)]
    [InlineData(503)]
    public async Task Start_AzureIsOutOfOrder_IsThrottledAndNotSentAgain(int status)
    {
        await using var arm = await FakeArm.StartAsync();
        arm.RefuseNext("PUT", status, "<html>Not JSON at all</html>");

        Assert.Equal((true, null), await CallAsync(arm.Channel(), "start"));
        Assert.Equal(["GET", "PUT"], arm.Requests.Select(static r => r.Split(' ')[0]));
    }

    [Theory]
    [InlineData("Conflict")]
    [InlineData("OperationPreempted")]
    public async Task Start_AnotherOperationIsUnderWay_IsThrottled(string code)
    {
        await using var arm = await FakeArm.StartAsync();
        arm.RefuseNext("PUT", 409, RefusalTests.Forms(code)[0]);

        Assert.Equal((true, null), await CallAsync(arm.Channel(), "start"));
    }

    [Theory]
    [InlineData("Tue, 24 Nov 2026 06:20:00 GMT", 20)]
    [InlineData("Tue, 24 Nov 2026 05:00:00 GMT", null)]
    [InlineData("soon", null)]
    public async Task Call_RetryAfterAsATime_CountsFromTheServersOwnClock(string retryAfter, int? minutes)
    {
        await using var arm = await FakeArm.StartAsync();
        arm.RefuseNext("GET", 429, "{}", ("Retry-After", retryAfter), ("Date", "Tue, 24 Nov 2026 06:00:00 GMT"));

        Assert.Equal((true, minutes is { } m ? TimeSpan.FromMinutes(m) : null), await CallAsync(arm.Channel(), "read"));
    }

    [Fact]
    public async Task Start_ThrottledWhileItExplainsARefusal_IsThrottled()
    {
        await using var arm = await FakeArm.StartAsync();
        arm.RefuseNext("PUT", 409, RefusalTests.Forms("OperationNotAllowed")[0]);
        arm.RefuseNext("GET", 429, "{}", ("Retry-After", "1200"));

        Assert.Equal((true, TwentyMinutes), await CallAsync(arm.Channel(), "start"));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Call_NoConnection_IsThrottled(string call)
    {
        await using var arm = await FakeArm.StartAsync();
        arm.Network = static (_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError, "Connection refused");

        Assert.Equal((true, null), await CallAsync(arm.Channel(), call));
    }

    [Theory]
    [MemberData(nameof(Calls))]
    public async Task Call_NoAnswerInTime_IsThrottled(string call)
    {
        await using var arm = await FakeArm.StartAsync();
        arm.Network = static (_, _) => throw new TaskCanceledException(
            "The operation was cancelled because it exceeded the configured timeout.");

        Assert.Equal((true, null), await CallAsync(arm.Channel(), call));
    }

    [Theory]
    [InlineData("look")]
    [InlineData("start")]
    [InlineData("read")]
    public async Task Call_AnswerBreaksOff_IsThrottled(string call)
    {
        foreach (var isNoticed in new[] { true, false })
        {
            await using var arm = await FakeArm.StartAsync();
            arm.Network = (_, _) => Task.FromResult(
                new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new HalfAnAnswer(isNoticed)) });

            Assert.Equal((true, null), await CallAsync(arm.Channel(), call));
        }
    }

    [Fact]
    public async Task Start_CutAfterAzureTookIt_IsFoundByTheNextStartAndSentOnce()
    {
        await using var arm = await FakeArm.StartAsync();
        arm.Network = static async (request, send) =>
        {
            var answer = await send();
            return request.Method == HttpMethod.Put
                ? throw new HttpRequestException(HttpRequestError.ResponseEnded, "The response ended.")
                : answer;
        };

        Assert.Equal((true, null), await CallAsync(arm.Channel(), "start"));
        var again = await arm.Channel().StartAsync(FakeArm.Server, SomeCommand.New(), Cancellation);

        Assert.Equal(new ChannelReply.Running(null), again);
        Assert.Single(arm.Bodies);
    }

    [Fact]
    public async Task Call_CallerGivesUp_IsCancelled()
    {
        await using var arm = await FakeArm.StartAsync();
        using var caller = new CancellationTokenSource();
        await caller.CancelAsync();

        await Assert.ThrowsAnyAsync<OperationCanceledException>(
            () => arm.Channel().ReadAsync(FakeArm.Server, SomeCommand.Name, caller.Token));
    }

    private static async Task<(bool IsThrottled, TimeSpan? RetryAfter)> CallAsync(AzureVmChannel channel, string call)
    {
        if (call == "look")
            return await channel.LookAtServerAsync(FakeArm.Server, Cancellation) is ServerReply.Throttled server
                ? (true, server.RetryAfter)
                : (false, null);
        var reply = call switch
        {
            "start" => await channel.StartAsync(FakeArm.Server, SomeCommand.New(), Cancellation),
            "read" => await channel.ReadAsync(FakeArm.Server, SomeCommand.Name, Cancellation),
            _ => await channel.DeleteAsync(FakeArm.Server, SomeCommand.Name, Cancellation),
        };
        return reply is ChannelReply.Throttled throttled ? (true, throttled.RetryAfter) : (false, null);
    }

    /// <summary>The beginning of an answer and then, as HTTP notices or does not, no more.</summary>
    private sealed class HalfAnAnswer(bool isNoticed) : MemoryStream(Encoding.UTF8.GetBytes("""{"name":"ls"""))
    {
        public override int Read(byte[] buffer, int offset, int count) =>
            base.Read(buffer, offset, count) is var read && read == 0 && isNoticed
                ? throw new HttpIOException(HttpRequestError.ResponseEnded)
                : read;

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            Task.FromResult(Read(buffer, offset, count));
    }
}
