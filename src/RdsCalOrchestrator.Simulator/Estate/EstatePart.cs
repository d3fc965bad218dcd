using System.Globalization;
using RdsCalOrchestrator.Simulator.Clearinghouse;
using RdsCalOrchestrator.Simulator.LicenseServers;

namespace RdsCalOrchestrator.Simulator.Estate;

/// <summary>What is written as a whole when something in it has changed.</summary>
internal sealed record EstatePart(string Kind, string Name, object Value)
{
    public const string Heads = "head";
    public const string Machines = "machine";
    public const string Clearinghouses = "clearinghouse";
    public const string Purchases = "purchase";
    public const string Effects = "effect";
    public const string Executions = "execution";
    public const string Blobs = "blob";

    public static EstatePart HeadOf(EstateState state) => new(Heads, "", new EstateHead(state.Seed, state.Switches, state.Throttling));

    public static EstatePart Of(Machine machine) => new(Machines, machine.Name, machine);

    /// <summary>Without its purchases, which are parts of their own.</summary>
    public static EstatePart Of(ClearinghouseState clearinghouse) =>
        new(Clearinghouses, "", new ClearinghouseHead(clearinghouse.Servers, clearinghouse.KeyPackIds));

    public static EstatePart Of(ClearinghouseState clearinghouse, SimulatedPurchase purchase) =>
        new(Purchases, Text(clearinghouse.Purchases.IndexOf(purchase)), purchase);

    public static EstatePart Of(AppliedEffect effect) => new(Effects, Text(effect.Sequence), effect);

    public static EstatePart Of(ScriptExecution execution) => new(Executions, Text(execution.Number), execution);

    public static EstatePart Of(WrittenBlob blob) => new(Blobs, blob.Uri.AbsoluteUri, blob);

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}

internal sealed record EstateHead(string Seed, AssumptionSwitches Switches, bool Throttling);

internal sealed record ClearinghouseHead(Dictionary<string, string> Servers, List<IssuedKeyPackId> KeyPackIds);
