using RdsCalOrchestrator.Domain.Identifiers;

namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>
/// Where Azure keeps all that a run prints, of which its own view has the last 4 KB only. It is for people: nothing of ours reads it.
/// </summary>
public static class OutputBlob
{
    /// <summary>
    /// Null where none was asked for. One segment, whatever the names hold, so that it stays inside the container; no name has a tilde, so
    /// no two customers meet.
    /// </summary>
    public static Uri? Of(CustomerId customer, Entry.RunNamed run) =>
        run.OutputContainer is { } container
            ? new Uri($"{container.AbsoluteUri.TrimEnd('/')}/{Uri.EscapeDataString($"{customer}~{run.Run}")}.txt")
            : null;
}
