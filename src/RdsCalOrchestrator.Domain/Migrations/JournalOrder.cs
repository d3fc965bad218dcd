namespace RdsCalOrchestrator.Domain.Migrations;

/// <summary>
/// Times by which it is asked whether a server was read after something was done. In a journal what is done later stands later; the clocks of the
/// hosts that wrote it may say otherwise, or nothing at all, and the order is right.
/// </summary>
internal sealed class JournalOrder
{
    private DateTimeOffset _latest = DateTimeOffset.MinValue;

    /// <summary>Of something that ended: later than all before it.</summary>
    internal DateTimeOffset Next(DateTimeOffset at) => _latest = at > _latest ? at : _latest.AddTicks(1);

    /// <summary>Of something that begins: not before what has ended.</summary>
    internal DateTimeOffset NotBefore(DateTimeOffset at) => at > _latest ? at : _latest;
}
