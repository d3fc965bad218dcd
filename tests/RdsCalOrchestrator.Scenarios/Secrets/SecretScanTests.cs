using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using RdsCalOrchestrator.Scenarios.Watching;
using RdsCalOrchestrator.Simulator.Estate;
using Xunit;

namespace RdsCalOrchestrator.Scenarios.Secrets;

/// <summary>
/// The sample batch with its secrets marked: purchase numbers and codes, the key pack IDs that people bring, the tokens of links. They stand
/// in two answers, the worksheet of an open ask's own link and the operator's that hands a link out, and nowhere else in clear.
/// </summary>
public sealed class SecretScanTests
{
    private const string Container = "https://heron.blob.core.windows.net/output";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task SampleBatch_WithMarkedSecrets_ShowsThemInTwoAnswersAndNowhereElse()
    {
        using var logs = new RecordedLogs();
        using var folder = new TemporaryFolder();
        await using var collector = await OtlpCollector.StartAsync();
        using var spans = new RecordedSpans();
        var setup = ScenarioSetup.Sample with
        {
            World = WorldWithBlobs(folder), Logs = logs,
            Arguments = ["--Scripts:OutputContainer", Container, .. collector.Settings], ChangeApp = spans.Record,
        };
        await using var host = await ScenarioHost.StartAsync(setup);
        using var answers = new RecordedAnswers();
        using var http = new HttpClient(answers);
        // The estate's file is kept at every rest: run commands are deleted again.
        var estates = new HashSet<string>();
        var batch = new TestBatch(host, http, "scenario") { AfterEachStep = () => Task.FromResult(estates.Add(UnprotectedEstate(host))) };
        var views = await batch.RunAsync(ScenarioSetup.SampleFolder, Cancellation);
        Assert.Contains(views, static v => v.Text("end") == "Proved");
        Assert.True(EstateFile.Read(host.EstateDirectory)!.Blobs.Count > 10, "Of what a run prints nothing was kept.");

        var ofApp = answers.All.Where(a => a.Address.Authority == host.App.Authority).ToList();
        var numbers = Numbers().Concat(Codes()).ToList();
        var ids = KeyPackIds(host).ToList();
        var tokens = Tokens(ofApp).ToList();
        AssertMarked(numbers, 10);
        AssertMarked(ids, 5);
        AssertMarked(tokens, 10);
        List<MarkedSecret> all = [.. numbers, .. ids, .. tokens];
        AssertNone(all, estates.Select(static text => ("the estate", text)));
        AssertNone(all, Files(host).Select(static file => (file, Read(file))));
        AssertNone(all, logs.Lines.Select(static line => (line.Split(' ')[0], line)));
        AssertNone(all, spans.All.Select(static span => (span.DisplayName, RecordedSpans.TextOf(span))));
        AssertNone(all, Places(ofApp.Where(static a => a is { IsOpenWorksheet: false, HandsOutLink: false })));
        AssertNone(ids, Places(ofApp));
        Assert.True(spans.All.Count > 100, "Nearly nothing was traced.");
        AssertNone(numbers, Places(ofApp.Where(static a => a.HandsOutLink)));
        Assert.Contains(numbers, secret => ofApp.Any(a => a.IsOpenWorksheet && secret.IsIn(a.Text)));
    }

    private static void AssertNone(IReadOnlyList<MarkedSecret> secrets, IEnumerable<(string Where, string Text)> places) =>
        Assert.Empty(from place in places from secret in secrets where secret.IsIn(place.Text) select $"{secret.What} in {place.Where}");

    private static void AssertMarked(List<MarkedSecret> secrets, int least) =>
        Assert.True(secrets.Count >= least, $"Only {secrets.Count} are marked.");

    private static IEnumerable<(string Where, string Text)> Places(IEnumerable<RecordedAnswer> answers) =>
        answers.Select(static a => (a.Address.AbsolutePath, a.Text));

    private static IEnumerable<string> Files(ScenarioHost host) =>
        new[] { host.EngineDirectory, host.JournalDirectory, host.EstateDirectory }
            .SelectMany(static directory => Directory.GetFiles(directory, "*", SearchOption.AllDirectories))
            .Where(static file => !file.EndsWith(".lock", StringComparison.Ordinal)
                && !Path.GetFileName(file).StartsWith("estate.db", StringComparison.Ordinal));

    private static string Read(string file)
    {
        using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, Encoding.Latin1);
        return reader.ReadToEnd();
    }

    // The whole output of every run is a part of the estate, and is scanned with it.
    private static string WorldWithBlobs(TemporaryFolder folder)
    {
        var world = WorldFile.Read(ScenarioSetup.Sample.World);
        foreach (var machine in world.Machines)
            machine.BlobContainers = [new Uri(Container)];
        var file = Path.Combine(folder.Path, "world.json");
        File.WriteAllText(file, JsonSerializer.Serialize(world, EstateJson.Options));
        return file;
    }

    // What the Clearinghouse knows is the protected half.
    private static string UnprotectedEstate(ScenarioHost host)
    {
        var estate = JsonSerializer.SerializeToNode(EstateFile.Read(host.EstateDirectory), EstateJson.Options)!.AsObject();
        Assert.True(estate.Remove("clearinghouse"));
        return estate.ToJsonString();
    }

    private static IEnumerable<MarkedSecret> Numbers() =>
        from purchase in Json(Path.Combine(ScenarioSetup.SampleFolder, "estate.json")).GetProperty("purchases").EnumerateArray()
        from field in new[] { "agreementNumber", "licenseNumber", "authorizationNumber" }
        where purchase.TryGetProperty(field, out _)
        select new MarkedSecret($"{field} of {purchase.Text("purchase")}", purchase.Text(field));

    private static IEnumerable<MarkedSecret> Codes() =>
        ScenarioSetup.Sample.Codes.Split(';')
            .Select(static (code, i) => new MarkedSecret($"code {i + 1}", code.Replace("-", "", StringComparison.Ordinal)));

    private static IEnumerable<MarkedSecret> KeyPackIds(ScenarioHost host) =>
        EstateFile.Read(host.EstateDirectory)!.Clearinghouse.KeyPackIds
            .Select(static (id, i) => new MarkedSecret($"key pack ID {i + 1}", id.Id));

    private static IEnumerable<MarkedSecret> Tokens(IEnumerable<RecordedAnswer> answers) =>
        answers.Where(static a => a.Address.AbsolutePath.StartsWith("/api/link/", StringComparison.Ordinal))
            .Select(static a => a.Address.Segments[^1]).Distinct().Select(static (token, i) => new MarkedSecret($"token {i + 1}", token));

    private static JsonElement Json(string file) => JsonDocument.Parse(File.ReadAllText(file)).RootElement;
}
