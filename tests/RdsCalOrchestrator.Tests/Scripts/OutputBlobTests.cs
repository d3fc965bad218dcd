using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Options;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Functions.Scripts;
using RdsCalOrchestrator.Functions.Settings;
using RdsCalOrchestrator.RunCommand;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>Which runs ask for an output blob, and what becomes of those that may not have one.</summary>
public sealed class OutputBlobTests : IDisposable
{
    private const string Container = "https://heron.blob.core.windows.net/output";

    private readonly RunBench _bench = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData(Container)]
    [InlineData(Container + "/")]
    [InlineData("https://heron.blob.core.usgovcloudapi.net/a-1-b")]
    public void Setting_ThatIsAContainer_IsTaken(string text) => Assert.Equal(new Uri(text), Read(text));

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    public void Setting_ThatIsNotThere_AsksForNoBlob(string? text) => Assert.Null(Read(text));

    [Theory]
    [InlineData("http://heron.blob.core.windows.net/output")]
    [InlineData("https://heron.blob.core.windows.net")]
    [InlineData("https://heron.blob.core.windows.net/")]
    [InlineData("https://heron.blob.core.windows.net/output/folder")]
    [InlineData("https://heron.blob.core.windows.net/Output")]
    [InlineData("https://heron.blob.core.windows.net/o--ut")]
    [InlineData("https://heron.blob.core.windows.net/ou")]
    [InlineData("https://heron.blob.core.windows.net/..")]
    [InlineData("https://user:MARKED@heron.blob.core.windows.net/output")]
    [InlineData("https://heron.blob.core.windows.net/output?sp=racw&sig=MARKED")]
    [InlineData("https://heron.blob.core.windows.net/output#MARKED")]
    [InlineData("https://heron.blob.core.windows.net/output\n")]
    [InlineData("output")]
    public void Setting_ThatIsSomethingElse_IsRefusedAndNotQuoted(string text) =>
        Assert.DoesNotContain("MARKED", Assert.Throws<InvalidOperationException>(() => Read(text)).Message, StringComparison.Ordinal);

    [Theory]
    [MemberData(nameof(HostileText.Each), MemberType = typeof(HostileText))]
    public void Blob_OfAHostileName_StaysInsideTheContainer(int text)
    {
        var name = HostileText.All[text];

        foreach (var blob in new[] { BlobOf(name, "rc-m-1-import-t-1"), BlobOf("alpha", name), BlobOf("..", "/../x") })
        {
            Assert.StartsWith($"{Container}/", blob.AbsoluteUri, StringComparison.Ordinal);
            Assert.Equal(3, blob.Segments.Length);
            Assert.Equal(("", ""), (blob.Query, blob.Fragment));
        }
    }

    [Fact]
    public void Blob_OfTwoCustomersWithOneNameOfAMigration_IsNotTheSame() =>
        Assert.NotEqual(BlobOf("alpha", "rc-m-1-import-t-1"), BlobOf("beta", "rc-m-1-import-t-1"));

    [Fact]
    public async Task Run_ThatEndedWithoutAnyOutput_IsFollowedByOneThatAsksForNone()
    {
        var run = await NameAsync();
        await _bench.Start.RunAsync(run, Cancellation);
        _bench.Azure.Look = new ChannelReply.Ended("Failed", -101, "", "The output blob could not be opened.");
        await _bench.Read.RunAsync(run, Cancellation);

        var next = (await _bench.Follow.RunAsync(run, Cancellation)).Run!;

        Assert.Equal("AZ-OUTPUT-REFUSED", Finding(await _bench.RecordAsync(run)).Id);
        Assert.Null((await _bench.RecordAsync(next)).Named.OutputContainer);
    }

    [Theory]
    [InlineData("Failed", "half a fra")]
    [InlineData("TimedOut", "")]
    public async Task Run_ThatEndedOtherwise_IsFollowedByOneThatAsksAgain(string state, string output)
    {
        var run = await NameAsync();
        await _bench.Start.RunAsync(run, Cancellation);
        _bench.Azure.Look = new ChannelReply.Ended(state, 1, output, "");
        await _bench.Read.RunAsync(run, Cancellation);

        var next = (await _bench.Follow.RunAsync(run, Cancellation)).Run!;

        var finding = Finding(await _bench.RecordAsync(run));
        Assert.Equal("RUN-NO-ANSWER", finding.Id);
        Assert.Contains($"{Container}/alpha~{run.Name}.txt", finding.Fix, StringComparison.Ordinal);
        Assert.Equal(new Uri(Container), (await _bench.RecordAsync(next)).Named.OutputContainer);
    }

    [Theory]
    [InlineData("""{"entry":"RunNamed","run":"rc-1","number":1,"script":"Inspect","side":"Target","attempt":1,"lines":[],"request":"{}","timeout":"00:10:00"}""")]
    public void Entry_OfAnOldJournal_AsksForNoBlob(string json) =>
        Assert.Null(Assert.IsType<Entry.RunNamed>(
            System.Text.Json.JsonSerializer.Deserialize<Entry>(json, System.Text.Json.JsonSerializerOptions.Web)).OutputContainer);

    private static Uri? Read(string? text)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection([KeyValuePair.Create("Scripts:OutputContainer", text)]).Build();
        using var app = new ServiceCollection().AddSettings(configuration).BuildServiceProvider();
        return app.GetRequiredService<IOptions<ScriptOutputOptions>>().Value.Container;
    }

    private static Uri BlobOf(string customer, string run) => OutputBlob.Of(
        new CustomerId(customer), new Entry.RunNamed(run, 1, Script.Inspect, Side.Target, 1, [], "{}", default, new Uri(Container)))!;

    private async Task<Run> NameAsync()
    {
        var first = await _bench.NameAsync(Script.Inspect, Side.Target);
        await _bench.WriteAsync(new Entry.ScriptEnded(first.Name, new ScriptOutcome.NoAnswer(Catalogue.NoAnswer("new", first.Name))));
        return (await _bench.Follow.RunAsync(first, Cancellation)).Run!;
    }

    private static Finding Finding(RunRecord run) => Assert.IsType<ScriptOutcome.NoAnswer>(run.Outcome).Finding;
}
