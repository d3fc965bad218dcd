using RdsCalOrchestrator.Domain.Migrations;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>A request that cannot be carried out as a whole is not begun.</summary>
public sealed class BadInputTests : IDisposable
{
    private readonly ScriptBench _bench = new();

    public void Dispose() => _bench.Dispose();

    [Theory]
    [InlineData("..\\..\\evil")]
    [InlineData("op-../../evil")]
    [InlineData("op-")]
    public async Task Import_OfAnOperationThatIsNoName_IsABadRequest(string operation) =>
        await AssertBadAsync(Script.Import, Imports.Input(Imports.Agreement(operation)), "operation");

    [Fact]
    public async Task Import_OfOneOperationTwice_IsABadRequest() =>
        await AssertBadAsync(Script.Import, Imports.Input(Imports.Agreement(), Imports.Agreement()), "operation");

    [Fact]
    public async Task Import_OfNineLines_IsABadRequest() =>
        await AssertBadAsync(
            Script.Import, Imports.Input([.. Enumerable.Range(1, 9).Select(static n => Imports.Agreement($"op-{n}"))]), "input.lines");

    [Fact]
    public async Task Import_WithoutItsNumber_IsABadRequest() =>
        await AssertBadAsync(Script.Import, Imports.Input(Imports.Agreement("op-99")), "op-99.agreementNumber");

    [Fact]
    public async Task Import_OfASourceWithoutTheIdToSend_IsABadRequest() =>
        await AssertBadAsync(Script.Import, Imports.Input("fqdn", stopAtFirstProblem: false, Imports.Agreement()), "input.source.send");

    [Fact]
    public async Task Remove_OfMoreThanAPackHolds_IsABadRequest() => await AssertBadAsync(
        Script.Remove,
        new
        {
            purpose = "cleanUp",
            rows = new[] { new { operation = "op-1", rowId = 3, fingerprint = "2|1|4|100|never|C50-6.02-S", remove = 101 } },
            mustStay = Array.Empty<string>(),
        },
        "remove");

    [Fact]
    public async Task Activate_WithoutTheIdItShallUse_IsABadRequest() =>
        await AssertBadAsync(Script.Activate, new { operation = "op-99", how = "licenseServerId" }, "secrets");

    private async Task AssertBadAsync(Script script, object input, string at)
    {
        var answer = await _bench.RunAsync(script, _bench.Target, input, Imports.Secrets);

        Assert.Equal((64, "BadRequest", at), (answer.ExitCode, answer.Outcome, answer.Problem.Text("at")));
        Assert.Equal("rc-m-1-1", answer.Frame.Text("run"));
        Assert.False(Directory.Exists(_bench.Root(_bench.Target)));
        Assert.Empty(_bench.World.Asked);
    }
}
