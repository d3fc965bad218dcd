using RdsCalOrchestrator.Domain.Packs;

namespace RdsCalOrchestrator.Domain.Migrations.Planning;

/// <summary>Are two license servers one?</summary>
public enum Likeness
{
    Same,
    Other,

    /// <summary>Azure knows them as two; nothing else is known of one of them. A machine that was moved gets another resource ID.</summary>
    ProbablyOther,

    /// <summary>Nothing tells.</summary>
    Unknown,
}

/// <summary>
/// The names under which one license server is known. Resource ID and license server ID are its own: servers that share one are the same,
/// whatever differs, since a machine that is activated anew or moved changes one of them. A product ID may come from an image and be
/// shared, and what people call a server proves least: each counts only where the stronger ones leave it open.
/// </summary>
public sealed class ServerAliases
{
    private const string Id = "id:";
    private const string License = "license:";
    private const string Product = "product:";
    private const string Name = "name:";

    private readonly SortedSet<string> _all;

    private ServerAliases(IEnumerable<string> all) => _all = new(all, StringComparer.Ordinal);

    public static ServerAliases None { get; } = new([]);

    /// <summary>As the journal has it, in a fixed order.</summary>
    public IReadOnlyList<string> All => [.. _all];

    /// <summary>Those that no other server has.</summary>
    internal IEnumerable<string> Own => _all.Where(IsOwn);

    public static ServerAliases From(IEnumerable<string> all) => new(all);

    /// <summary>What the estate says of a server of a migration, and what was read of it.</summary>
    public static ServerAliases Of(Migration migration, Side side)
    {
        var server = migration.ServerOf(side);
        var planned = side == Side.Source ? migration.Plan?.Source : migration.Plan?.Target;
        return Of(server).With(Of(planned)).With(Of(migration.LatestReading(side)?.Identity));
    }

    public ServerAliases With(ServerAliases other) => new(_all.Concat(other._all));

    public Likeness To(ServerAliases other)
    {
        if (Shares(other, Id) || Shares(other, License))
            return Likeness.Same;
        if (Differs(other, License))
            return Likeness.Other;
        if (Shares(other, Product))
            return Likeness.Same;
        if (Differs(other, Product))
            return Likeness.Other;
        if (Shares(other, Name))
            return Likeness.Same;
        return Differs(other, Id) ? Likeness.ProbablyOther : Likeness.Unknown;
    }

    private static ServerAliases Of(Server server) => new(
    [
        .. Alias(Id, server.Id?.Value), .. Alias(License, server.LicenseServerId?.Value), .. Alias(Product, server.ProductId),
        .. Alias(Name, server.Key.Value), .. Alias(Name, server.Address),
    ]);

    private static ServerAliases Of(ServerIdentity? read) => new(
    [
        .. Alias(License, read?.LicenseServerId?.Value), .. Alias(Product, read?.ProductId),
        .. Alias(Name, read?.ComputerName), .. Alias(Name, read?.Fqdn),
    ]);

    private static IEnumerable<string> Alias(string sort, string? value) =>
        string.IsNullOrWhiteSpace(value) ? [] : [sort + value.Trim().ToLowerInvariant()];

    private static bool IsOwn(string alias) => Is(alias, Id) || Is(alias, License);

    private static bool Is(string alias, string sort) => alias.StartsWith(sort, StringComparison.Ordinal);

    private bool Shares(ServerAliases other, string sort) => Sort(sort).Any(other._all.Contains);

    private bool Differs(ServerAliases other, string sort) => Sort(sort).Any() && other.Sort(sort).Any() && !Shares(other, sort);

    private IEnumerable<string> Sort(string sort) => _all.Where(a => Is(a, sort));
}
