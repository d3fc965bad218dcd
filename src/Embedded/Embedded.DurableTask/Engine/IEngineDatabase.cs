namespace Microsoft.DurableTask.Engine;

/// <summary>Where an engine keeps what it knows, opened for it alone.</summary>
internal interface IEngineDatabase : IDisposable
{
    /// <summary>The connection that writes.</summary>
    HistoryStore Store { get; }

    /// <summary>Another one, which sees what is committed; closed with this.</summary>
    HistoryStore OpenToRead();
}
