using System.Net;
using System.Text.Json;
using Azure;
using Azure.Core;
using Azure.ResourceManager.Compute;
using Azure.ResourceManager.Compute.Models;
using RdsCalOrchestrator.Simulator.Estate;
using RdsCalOrchestrator.Simulator.Faults;
using RdsCalOrchestrator.Tests.Simulator.Estate;
using Xunit;

namespace RdsCalOrchestrator.Tests.Simulator.Arm;

/// <summary>Output blobs as the real SDK asks for them, of a machine that may write there and of one that may not.</summary>
public sealed class OutputBlobTests
{
    private const string Container = "https://heron.blob.core.windows.net/output";
    private const string Name = "rc-m1-inspect-s-1";

    private static readonly Uri Blob = new($"{Container}/alpha~{Name}.txt");

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Blob_OfAMachineThatMayWrite_HoldsWhatTheViewHasLost()
    {
        using var folder = new TestFolder();
        await using var estate = await StartAsync(folder, new Uri(Container));
        estate.Scripts.Output = $"{new string('x', 9000)}end";

        var found = await SendAsync(estate);

        Assert.Equal(4096, found.InstanceView.Output.Length);
        Assert.Equal(new WrittenBlob(Blob, estate.Scripts.Output), Assert.Single(estate.Estate.Read(static s => s.Blobs.ToList())));
        Assert.Equal(Blob, found.OutputBlobUri);
        Assert.Null(found.OutputBlobManagedIdentity);
        var told = await estate.Http.GetStringAsync("/simulator/blobs", Cancellation);
        Assert.Equal(Blob.AbsoluteUri, JsonElement.Parse(told)[0].GetProperty("uri").GetString());
    }

    [Theory]
    [InlineData(null)]
    [InlineData("https://heron.blob.core.windows.net/out")]
    [InlineData("https://ibis.blob.core.windows.net/output")]
    public async Task Blob_OfAMachineThatMayNotWrite_EndsTheCommandBeforeItsScript(string? other)
    {
        using var folder = new TestFolder();
        await using var estate = await StartAsync(folder, other is null ? null : new Uri(other));

        var found = await SendAsync(estate);

        Assert.Equal((ExecutionState.Failed, -101, ""), (found.InstanceView.ExecutionState, found.InstanceView.ExitCode, found.InstanceView.Output));
        Assert.Empty(estate.Scripts.Runs);
        Assert.Empty(estate.Estate.Read(static s => s.Blobs.ToList()));
    }

    [Fact]
    public async Task Blob_ThatIsIgnored_IsNotThereAndTheScriptRuns()
    {
        using var folder = new TestFolder();
        await using var estate = await StartAsync(folder, null, "ignored");

        var found = await SendAsync(estate);

        Assert.Equal((ExecutionState.Succeeded, "done"), (found.InstanceView.ExecutionState, found.InstanceView.Output));
        Assert.Empty(estate.Estate.Read(static s => s.Blobs.ToList()));
    }

    [Fact]
    public async Task Blob_OfAnOutputThatWasTruncated_IsWhole()
    {
        using var folder = new TestFolder();
        await using var estate = await StartAsync(folder, new Uri(Container));
        estate.Estate.FailNext("OLD", new() { Fault = Fault.NoOutput });

        var found = await SendAsync(estate);

        Assert.Equal(("", "done"), (found.InstanceView.Output, Assert.Single(estate.Estate.Read(static s => s.Blobs.ToList())).Text));
    }

    [Theory]
    [InlineData("""{"outputBlobUri":"https://heron.blob.core.windows.net/output/a.txt"}""")]
    [InlineData("""{"outputBlobUri":"https://heron.blob.core.windows.net/output/a.txt?sig=x","outputBlobManagedIdentity":{}}""")]
    [InlineData("""{"outputBlobUri":"https://heron.blob.core.windows.net/output/a.txt","outputBlobManagedIdentity":{"clientId":"x"}}""")]
    [InlineData("""{"errorBlobUri":"https://heron.blob.core.windows.net/output/a.txt"}""")]
    public async Task Put_OfAnotherSortOfBlob_IsNotModelled(string more)
    {
        using var folder = new TestFolder();
        await using var estate = await StartAsync(folder, new Uri(Container));
        var body = $$"""{"location":"westeurope","properties":{"source":{"script":"x"},{{more[1..]}} }""";

        var answer = await estate.ArmAsync(HttpMethod.Put, $"{TestWorld.ResourceId("old")}/runCommands/rc-1?api-version=2023-07-01", body);

        Assert.Equal(HttpStatusCode.NotImplemented, answer.StatusCode);
    }

    private static Task<RunningEstate> StartAsync(TestFolder folder, Uri? mayWrite, string outputBlob = "refused")
    {
        var world = TestWorld.State();
        world.Switches.OutputBlob = outputBlob;
        world.Machines[0].BlobContainers = mayWrite is null ? [] : [mayWrite];
        return RunningEstate.StartAsync(folder, world);
    }

    private static async Task<VirtualMachineRunCommandData> SendAsync(RunningEstate estate)
    {
        var body = new VirtualMachineRunCommandData(AzureLocation.WestEurope)
        {
            Source = new VirtualMachineRunCommandScriptSource { Script = "read" },
            AsyncExecution = true,
            OutputBlobUri = Blob,
            OutputBlobManagedIdentity = new RunCommandManagedIdentity(),
        };
        await estate.Commands("old").CreateOrUpdateAsync(WaitUntil.Started, Name, body, Cancellation);
        await estate.WhenIdleAsync();
        return (await estate.Commands("old").GetAsync(Name, "instanceView", Cancellation)).Value.Data;
    }
}
