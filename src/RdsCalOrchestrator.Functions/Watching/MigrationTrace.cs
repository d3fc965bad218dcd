using System.Diagnostics;
using System.Security.Cryptography;
using System.Text;
using RdsCalOrchestrator.Domain.Identifiers;

namespace RdsCalOrchestrator.Functions.Watching;

/// <summary>
/// One trace for a migration, however many days, attempts, people and hosts it takes. Its id is the migration's name, hashed, so nobody has to
/// remember it; its root is never reported, because it would end with the migration, which may be months away.
/// </summary>
internal static class MigrationTrace
{
    /// <summary>The app's own spans.</summary>
    internal const string SourceName = "RdsCalOrchestrator";

    private const int TraceIdBytes = 16;
    private const int SpanIdBytes = 8;

    private static readonly ActivitySource Source = new(SourceName);

    internal static ActivityTraceId IdOf(CustomerId customer, MigrationId migration) => RootOf(customer, migration).TraceId;

    /// <summary>A span in the migration's trace, linked to the request or timer that has caused it. Null where nobody listens.</summary>
    internal static Activity? Begin(string name, CustomerId customer, MigrationId migration)
    {
        ActivityLink[] causes = Activity.Current is { IdFormat: ActivityIdFormat.W3C } current ? [new ActivityLink(current.Context)] : [];
        var span = Source.StartActivity(name, ActivityKind.Internal, RootOf(customer, migration), links: causes);
        return span?.SetTag("rdscal.customer", customer.Value).SetTag("rdscal.migration", migration.Value);
    }

    private static ActivityContext RootOf(CustomerId customer, MigrationId migration)
    {
        var hash = SHA256.HashData(Encoding.UTF8.GetBytes($"{customer}/migration/{migration}"));
        return new ActivityContext(
            ActivityTraceId.CreateFromBytes(hash.AsSpan(0, TraceIdBytes)),
            ActivitySpanId.CreateFromBytes(hash.AsSpan(TraceIdBytes, SpanIdBytes)),
            ActivityTraceFlags.Recorded,
            isRemote: true);
    }
}
