using System.Text.RegularExpressions;
using Azure;
using Azure.Core;
using Azure.ResourceManager;
using Azure.ResourceManager.Compute;
using Azure.ResourceManager.Compute.Models;
using RdsCalOrchestrator.RunCommand.Arm;
using RdsCalOrchestrator.Simulator.LicenseServers;
using RdsCalOrchestrator.Tests.Simulator.Estate;
using Xunit;

namespace RdsCalOrchestrator.Tests.AzureFacts;

/// <summary>
/// The virtual machine that facts are asked of: a real one, which <c>RDSCAL_FACTS_SERVER</c> names by its resource ID, signed in to as
/// whoever runs the tests; else a simulated one, which proves only that the simulator says so. At its end it prints what held.
/// </summary>
public sealed class AzureUnderTest : IAsyncLifetime
{
    private const string Setting = "RDSCAL_FACTS_SERVER";
    private const string Subject = "new";

    // Of the twelve changes that a virtual machine allows at once, four come back each minute; a fact takes two or three.
    private static readonly TimeSpan Pace = TimeSpan.FromSeconds(45);
    private static readonly TimeSpan Look = TimeSpan.FromSeconds(20);

    private readonly List<string> _held = [];
    private readonly TestFolder _folder = new();
    private RunningEstate? _simulated;
    private ArmClient _client = null!;
    private VirtualMachineResource _machine = null!;

    public static string? RealServer { get; } = Environment.GetEnvironmentVariable(Setting);

    public AzureLocation Location { get; private set; }

    public VirtualMachineRunCommandCollection Commands => _machine.GetVirtualMachineRunCommands();

    private static CancellationToken Cancellation => TestContext.Current.CancellationToken;

    public async ValueTask InitializeAsync()
    {
        if (RealServer is null)
            _simulated = await RunningEstate.StartAsync(_folder, scripts: static world => new ScriptMachine(world));
        var options = _simulated is null ? new ArmOptions() : new ArmOptions { Endpoint = new Uri(_simulated.Url) };
        _client = ArmConnection.Open(options);
        _machine = _client.GetVirtualMachineResource(new ResourceIdentifier(RealServer ?? TestWorld.ResourceId(Subject)));
        Location = (await LookAsync()).Location;
    }

    public async Task<VirtualMachineData> LookAsync() => (await _machine.GetAsync(InstanceViewType.InstanceView, Cancellation)).Value.Data;

    public async Task<Response> SendAsync(string name, VirtualMachineRunCommandData body) =>
        (await Commands.CreateOrUpdateAsync(WaitUntil.Started, name, body, Cancellation)).GetRawResponse();

    /// <summary>Sends it, and waits until it has ended.</summary>
    public async Task<VirtualMachineRunCommandData> RunAsync(string name, VirtualMachineRunCommandData body)
    {
        await SendAsync(name, body);
        return await EndOfAsync(name);
    }

    public async Task<VirtualMachineRunCommandData> EndOfAsync(string name)
    {
        while (true)
        {
            if (_simulated is not null)
                await _simulated.WhenIdleAsync();
            else
                await Task.Delay(Look, TimeProvider.System, Cancellation);
            var command = (await Commands.GetAsync(name, "instanceView", Cancellation)).Value.Data;
            if (command.InstanceView?.ExecutionState?.ToString() is "Succeeded" or "Failed" or "TimedOut" or "Canceled")
                return command;
        }
    }

    /// <summary>Also of one that is not there.</summary>
    public async Task<Response> DeleteAsync(string name)
    {
        var id = VirtualMachineRunCommandResource.CreateResourceIdentifier(
            _machine.Id.SubscriptionId, _machine.Id.ResourceGroupName, _machine.Id.Name, name);
        return (await _client.GetVirtualMachineRunCommandResource(id).DeleteAsync(WaitUntil.Started, Cancellation)).GetRawResponse();
    }

    /// <summary>Asks one fact of a command of its own, and deletes that whatever comes.</summary>
    public async Task HoldsAsync(string source, Func<string, Task> fact)
    {
        var name = $"rdscal-fact-{Guid.NewGuid():N}";
        try
        {
            await fact(name);
            _held.Add($"{InWords(TestContext.Current.TestMethod!.MethodName)} [{source}]");
        }
        finally
        {
            await DeleteAsync(name);
            if (_simulated is null)
                await Task.Delay(Pace, TimeProvider.System, Cancellation);
        }
    }

    private static string InWords(string method) =>
        Regex.Replace(method.Replace("_", "", StringComparison.Ordinal), "(?<!^)[A-Z]", static m => $" {m.Value.ToLowerInvariant()}");

    public async ValueTask DisposeAsync()
    {
        var of = RealServer ?? "simulated: it proves only that the simulator says so";
        Console.WriteLine($"Facts about Azure that held ({of}):{string.Concat(_held.Order().Select(static f => $"\n  {f}"))}");
        if (_simulated is not null)
            await _simulated.DisposeAsync();
        _folder.Dispose();
    }
}
