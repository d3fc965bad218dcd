using System.Diagnostics;
using System.Text.Json;
using RdsCalOrchestrator.Scenarios.Kills;
using Xunit;

namespace RdsCalOrchestrator.Scenarios;

/// <summary>The demo's command that exports a history, beside an app that runs and without one.</summary>
public sealed class HistoryExportTests
{
    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Export_WhileTheAppRuns_ListsInstancesAndWritesOne()
    {
        await using var host = await ScenarioHost.StartAsync(ScenarioSetup.Sample);
        using var http = ScenarioHost.Client();
        await new TestBatch(host, http, "scenario").SubmitAsync(ScenarioSetup.SampleFolder, Cancellation);
        await host.RestAsync(Cancellation);

        var list = await RunAsync("--data", host.DataDirectory);
        Assert.Equal((0, ""), (list.Exit, list.Error));
        Assert.Matches("(?m)^tamarisk:tam-01:1 +MigrateCals +Running$", list.Output);

        var file = Path.Combine(host.DataDirectory, "history.json");
        var written = await RunAsync("--data", host.DataDirectory, "--instance", "tamarisk:tam-01:1", "--out", file);
        Assert.Equal((0, "", ""), written);
        var printed = await RunAsync("--data", host.DataDirectory, "--instance", "tamarisk:tam-01:1");
        Assert.Equal((0, await File.ReadAllTextAsync(file, Cancellation), ""), printed);
        Assert.Equal("MigrateCals", JsonDocument.Parse(printed.Output).RootElement.Text("name"));

        var unknown = await RunAsync("--data", host.DataDirectory, "--instance", "tamarisk:tam-99:1");
        Assert.Equal((1, "", "There is no instance 'tamarisk:tam-99:1'. Without --instance all of them are listed."), unknown);
    }

    [Fact]
    public async Task Export_OfAFolderWithoutARun_SaysWhatIsMissing()
    {
        using var folder = new TemporaryFolder();
        var refused = await RunAsync("--data", folder.Path);
        Assert.Equal((1, ""), (refused.Exit, refused.Output));
        Assert.Contains(Path.Combine(folder.Path, "app", "engine", "engine.db"), refused.Error, StringComparison.Ordinal);
        Assert.EndsWith("must be the folder of a run with --data.", refused.Error, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData]
    [InlineData("--data")]
    [InlineData("--data", "somewhere", "--out", "file.json")]
    [InlineData("--data", "somewhere", "--everything", "please")]
    public async Task Export_CalledAnotherWay_SaysHowItIsCalled(params string[] arguments) => Assert.Equal(
        (64, "", "Usage: export-history --data DIR [--instance ID [--out FILE]]"), await RunAsync(arguments));

    private static async Task<(int Exit, string Output, string Error)> RunAsync(params string[] arguments)
    {
        var command = DemoProcess.Command(["export-history", .. arguments]);
        command.RedirectStandardError = true;
        using var process = Process.Start(command)!;
        var error = process.StandardError.ReadToEndAsync(Cancellation);
        var output = await process.StandardOutput.ReadToEndAsync(Cancellation);
        await process.WaitForExitAsync(Cancellation);
        return (process.ExitCode, output, (await error).TrimEnd());
    }
}
