using Azure;
using Azure.ResourceManager.Compute;
using Azure.ResourceManager.Compute.Models;
using RdsCalOrchestrator.RunCommand;
using Xunit;

namespace RdsCalOrchestrator.Tests.AzureFacts;

/// <summary>What this project relies on in Azure's managed run commands, each with the source it was taken from.</summary>
public sealed class AzureFactTests(AzureUnderTest azure) : IClassFixture<AzureUnderTest>
{
    private const string Docs = "Azure documentation, Run scripts in your Windows VM by using managed Run Commands";
    private const string Spec = "azure-rest-api-specs, Microsoft.Compute/ComputeRP, runCommand.json";

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    [Fact]
    public Task AMachine_ThatRuns_SaysSoAndThatItsAgentIsReady() => azure.HoldsAsync("Azure documentation, States and billing of VMs", async _ =>
    {
        var view = (await azure.LookAsync()).InstanceView;
        Assert.Contains(view.Statuses, static s => s.Code == "PowerState/running");
        Assert.Equal("ProvisioningState/succeeded", view.VmAgent.Statuses[0].Code);
    });

    [Fact]
    public Task ANewName_IsCreatedAtOnceAndNotWaitedFor() => azure.HoldsAsync(Spec, async name =>
    {
        var answer = await azure.SendAsync(name, Body("Write-Output 'a'"));
        Assert.Equal(201, answer.Status);
        Assert.True(answer.Headers.Contains("Azure-AsyncOperation"));
        await azure.EndOfAsync(name);
    });

    [Fact]
    public Task TheSameBytes_AgainDoNotRunAgain() => azure.HoldsAsync("azure-sdk-for-net 47307; never promised in the documentation", async name =>
    {
        var first = await azure.RunAsync(name, Body("Write-Output 'a'"));
        Assert.Equal(200, (await azure.SendAsync(name, Body("Write-Output 'a'"))).Status);
        var again = await azure.EndOfAsync(name);
        Assert.Equal(first.InstanceView.StartOn, again.InstanceView.StartOn);
        Assert.Equal(first.InstanceView.EndOn, again.InstanceView.EndOn);
    });

    [Fact]
    public Task AScriptThatFails_IsNoDeploymentThatFailed() => azure.HoldsAsync(Spec, async name =>
    {
        var ended = await azure.RunAsync(name, Body("exit 75"));
        Assert.Equal(
            ("Succeeded", ExecutionState.Failed, 75), (ended.ProvisioningState, ended.InstanceView.ExecutionState, ended.InstanceView.ExitCode));
    });

    [Fact]
    public Task ProtectedParameters_ReachTheScriptAndAreNeverShown() => azure.HoldsAsync(Docs, async name =>
    {
        var body = Body("param([string]$Request, [string]$Secrets)\nWrite-Output ('{0} {1}' -f $Request.Length, $Secrets.Length)");
        body.Parameters.Add(new RunCommandInputParameter("Request", RequestEncoding.ToBase64("{\"a\":\"'\\\"$(1)`\"}")));
        body.ProtectedParameters.Add(new RunCommandInputParameter("Secrets", RequestEncoding.ToBase64("not to be seen")));
        var ended = await azure.RunAsync(name, body);
        Assert.Equal($"{body.Parameters[0].Value.Length} {body.ProtectedParameters[0].Value.Length}", ended.InstanceView.Output.Trim());
        Assert.Equal(body.Parameters[0].Value, Assert.Single(ended.Parameters).Value);
        Assert.Empty(ended.ProtectedParameters);
    });

    [Fact]
    public Task OfALongOutput_TheEndIsKept() => azure.HoldsAsync(Docs, async name =>
    {
        var ended = await azure.RunAsync(name, Body("Write-Output ('x' * 5000)\nWrite-Output 'the end'"));
        Assert.EndsWith("the end", ended.InstanceView.Output.TrimEnd(), StringComparison.Ordinal);
        Assert.InRange(ended.InstanceView.Output.Length, 3_000, 4_096);
    });

    [Fact]
    public Task WithoutExpand_NoStateIsShown() => azure.HoldsAsync(Spec, async name =>
    {
        await azure.RunAsync(name, Body("Write-Output 'a'"));
        Assert.Null((await azure.Commands.GetAsync(name, cancellationToken: Cancellation)).Value.Data.InstanceView);
    });

    [Fact]
    public Task TheList_ShowsTagsAndStates() => azure.HoldsAsync(Spec, async name =>
    {
        var body = Body("Write-Output 'a'");
        body.Tags.Add("rdscal", "fact");
        await azure.RunAsync(name, body);
        var listed = new List<VirtualMachineRunCommandData>();
        await foreach (var command in azure.Commands.GetAllAsync("instanceView", Cancellation))
            listed.Add(command.Data);
        var ours = Assert.Single(listed, c => c.Name == name);
        Assert.Equal("fact", ours.Tags["rdscal"]);
        Assert.Equal(ExecutionState.Succeeded, ours.InstanceView.ExecutionState);
    });

    [Fact]
    public Task ADeletedCommand_IsGone() => azure.HoldsAsync(Docs, async name =>
    {
        await azure.RunAsync(name, Body("Write-Output 'a'"));
        Assert.Contains((await azure.DeleteAsync(name)).Status, new[] { 200, 202 });
        while ((await azure.Commands.ExistsAsync(name, cancellationToken: Cancellation)).Value)
            await Task.Delay(TimeSpan.FromSeconds(10), TimeProvider.System, Cancellation);
    });

    [Fact]
    public Task WhatIsNotThere_IsNotFoundAndDeletedWithoutComplaint() => azure.HoldsAsync(Spec, async name =>
    {
        var refused = await Assert.ThrowsAsync<RequestFailedException>(() => azure.Commands.GetAsync(name, cancellationToken: Cancellation));
        Assert.Equal((404, "ResourceNotFound"), (refused.Status, refused.ErrorCode));
        Assert.Equal(204, (await azure.DeleteAsync(name)).Status);
    });

    private VirtualMachineRunCommandData Body(string script) => new(azure.Location)
    {
        Source = new VirtualMachineRunCommandScriptSource { Script = script },
        AsyncExecution = true,
        TreatFailureAsDeploymentFailure = false,
        TimeoutInSeconds = 300,
    };
}
