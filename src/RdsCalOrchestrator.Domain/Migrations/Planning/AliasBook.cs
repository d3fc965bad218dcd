namespace RdsCalOrchestrator.Domain.Migrations.Planning;

/// <summary>
/// Which names belong together, as far as any migration has ever learnt: one may know a server by its resource ID alone, another by its
/// license server ID alone, and a third, which has read it, makes them one.
/// </summary>
public sealed class AliasBook
{
    private readonly Dictionary<string, ServerAliases> _servers = [];

    public AliasBook(IEnumerable<ServerAliases> known)
    {
        foreach (var aliases in known)
        {
            var server = Complete(aliases);
            foreach (var own in server.Own)
                _servers[own] = server;
        }
    }

    /// <summary>With all other names of the same server.</summary>
    public ServerAliases Complete(ServerAliases aliases) => aliases.Own
        .Select(_servers.GetValueOrDefault).OfType<ServerAliases>().Aggregate(aliases, static (all, known) => all.With(known));
}
