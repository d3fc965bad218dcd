using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.Domain.Migrations;

namespace RdsCalOrchestrator.Functions.Migrations;

/// <summary>The stream in which a server is claimed. Two names of one server must lead to the same one.</summary>
internal static class ServerStream
{
    internal static string Of(CustomerId customer, Server server) => $"{customer}/server/{NameOf(server)}";

    internal static bool IsSame(Server one, Server other) => NameOf(one) == NameOf(other);

    private static string NameOf(Server server) => server.Id is { } id ? id.Value.ToLowerInvariant() : server.Key.Value;
}
