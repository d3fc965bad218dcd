using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>
/// The stream in which who changes a server claims it. Scripts reach a server by its resource ID alone, so whoever may change it comes
/// here; a server without one is named for the claims that earlier versions wrote.
/// </summary>
internal static class ServerStream
{
    internal static string Of(CustomerId customer, Server server) => $"{customer}/server/{NameOf(server)}";

    private static string NameOf(Server server) => server.Id is { } id ? id.Value.ToLowerInvariant() : server.Key.Value;
}
