using System.Text.Json.Nodes;
using Microsoft.Data.Sqlite;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;
using RdsCalOrchestrator.Domain.Packs;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Functions.Scripts;
using RdsCalOrchestrator.Functions.Settings;
using RdsCalOrchestrator.Tests.Records;
using RdsCalOrchestrator.Tests.RunCommand.Arm;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>What Azure is sent for a run is the same, byte for byte, from every host over the same records.</summary>
public sealed class CommandBytesTests : IDisposable
{
    private const string Number = "7654321";
    private const string Container = "https://heron.blob.core.windows.net/output";

    private readonly TemporaryDirectory _directory = new();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public void Dispose()
    {
        SqliteConnection.ClearAllPools();
        _directory.Dispose();
    }

    [Fact]
    public async Task Command_OfOneRun_HasTheSameBytesFromTwoHosts()
    {
        await using var arm = await FakeArm.StartAsync();
        await using var first = Host("journal");
        await WriteAsync(first);

        await SendAsync(arm, first);
        arm.Commands.Clear();
        await SendAsync(arm, first);
        arm.Commands.Clear();
        await using var second = Host("journal");
        await SendAsync(arm, second);

        Assert.Equal(3, arm.Bodies.Count);
        Assert.Single(arm.Bodies.Distinct());
    }

    [Theory]
    [InlineData(Container)]
    [InlineData(null)]
    public async Task Command_OfARunNamedUnderAnotherSetting_HasTheBytesOfThatSetting(string? named)
    {
        await using var arm = await FakeArm.StartAsync();
        foreach (var now in new[] { Container, null, "https://ibis.blob.core.windows.net/elsewhere" })
        {
            await using var host = Host("journal", now);
            await WriteAsync(host, container: named);
            await SendAsync(arm, host);
            arm.Commands.Clear();
        }

        Assert.Equal(3, arm.Bodies.Count);
        var properties = JsonNode.Parse(Assert.Single(arm.Bodies.Distinct()))!["properties"]!.AsObject();
        Assert.Equal(named is null ? null : $"{Container}/alpha~{SomeCommand.Name}.txt", properties["outputBlobUri"]?.GetValue<string>());
        Assert.Equal(named is null ? null : "{}", properties["outputBlobManagedIdentity"]?.ToJsonString());
    }

    [Fact]
    public async Task Hash_OfARunThatKeepsItsOutput_IsAnother()
    {
        await using var host = Host("journal");
        await WriteAsync(host);
        await WriteAsync(host, "m-2", container: Container);

        Assert.NotEqual(await HashAsync(host), await HashAsync(host, "m-2"));
    }

    [Fact]
    public async Task Tags_OfEightLines_NameTheOperationsWithinAzuresLimitsAndGiveNoNumberAway()
    {
        await using var arm = await FakeArm.StartAsync();
        await using var host = Host("journal");
        await WriteAsync(host);

        await SendAsync(arm, host);

        // Azure: names of at most 512 characters without < > % & \ ? /, values of at most 256, 50 tags on a resource.
        var tags = JsonNode.Parse(arm.Bodies[0])!["tags"]!.AsObject();
        Assert.InRange(tags.Count, 5, 15);
        Assert.All(tags, static t => Assert.InRange(t.Value!.GetValue<string>().Length, 1, 256));
        Assert.Equal(8, tags["rdscal-operations"]!.GetValue<string>().Split(',').Length);
        Assert.DoesNotContain(Number, tags.ToJsonString());
    }

    [Fact]
    public async Task Hash_OfAnotherNumberOrOtherRecords_IsAnother()
    {
        await using var host = Host("journal");
        await using var other = Host("others");
        await WriteAsync(host);
        await WriteAsync(other);

        var hash = await HashAsync(host);

        Assert.Matches("^[0-9a-f]{32}$", hash);
        Assert.NotEqual(hash, await HashAsync(other));
        await WriteAsync(host, "m-2", "1234567");
        Assert.NotEqual(hash, await HashAsync(host, "m-2"));
    }

    private ServiceProvider Host(string records, string? container = null)
    {
        var configuration = new ConfigurationBuilder().AddInMemoryCollection(
        [
            KeyValuePair.Create<string, string?>("DataDirectory", _directory.File("app")),
            KeyValuePair.Create<string, string?>("Records:Directory", _directory.File(records)),
            KeyValuePair.Create("Scripts:OutputContainer", container),
        ]).Build();
        return new ServiceCollection().AddLogging().AddSingleton(TimeProvider.System)
            .AddSettings(configuration).AddRecords(configuration).BuildServiceProvider();
    }

    private static async Task WriteAsync(ServiceProvider host, string id = "m-1", string number = Number, string? container = null)
    {
        var request = RunBench.Request(id, number);
        IReadOnlyList<PlannedLine> lines =
        [
            .. Enumerable.Range(1, 8).Select(static n => new PlannedLine(
                n, new($"op-{new string('a', 25)}{n}"), ConnectionMethod.Automatic, "ea",
                new CalKind(CalVersion.V2019, CalType.User), n, n, [], null)),
        ];
        var plan = new MigrationPlan("hash", SourceState.Gone, lines, null, null, [], null, []);
        IReadOnlyList<RunLine> sent = [.. lines.Select(static l => new RunLine(l.Number, l.Operation, null, false))];
        var named = new Entry.RunNamed(
            SomeCommand.Name, 1, Script.Import, Side.Target, 1, sent, """{"input":{}}""", TimeSpan.FromMinutes(55),
            container is null ? null : new Uri(container));
        var journal = host.GetRequiredService<MigrationJournal>();
        await journal.OpenAsync(new Entry.Accepted(request, null), "test", Cancellation);
        await journal.DecideAsync<bool>(
            request.Customer, request.Id, "test", _ => Task.FromResult<(bool, IReadOnlyList<Domain.Migrations.Steps.KeyedEntry>)>(
                (true, [new("planned", new Entry.Planned(plan, 1)), new("named", named)])), Cancellation);
    }

    private static async Task SendAsync(FakeArm arm, ServiceProvider host) =>
        await arm.Channel().StartAsync(FakeArm.Server, await CommandAsync(host, "m-1"), Cancellation);

    private static async Task<string> HashAsync(ServiceProvider host, string id = "m-1") =>
        (await CommandAsync(host, id)).Tags.Single(static t => t.Key == "rdscal-hash").Value;

    private static async Task<RdsCalOrchestrator.RunCommand.ServerCommand> CommandAsync(ServiceProvider host, string id)
    {
        var migration = await host.GetRequiredService<MigrationJournal>().ReadAsync(new("alpha"), new MigrationId(id), Cancellation);
        var key = await host.GetRequiredService<KeyedHash>().KeyAsync(Cancellation);
        return Commands.Of(migration, migration.Runs[SomeCommand.Name].Named, "westeurope", key);
    }
}
