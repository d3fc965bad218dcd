using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using RdsCalOrchestrator.Azurite;
using RdsCalOrchestrator.Functions.Records.Tables;

namespace RdsCalOrchestrator.Tests.Records.Tables;

/// <summary>Counts what a store asks of its tables, and lets it die after so many.</summary>
internal sealed class Calls(int most = int.MaxValue) : HttpPipelineSynchronousPolicy
{
    // What opening it takes is not counted.
    private int _made = -10;

    public int Made => _made;

    public override void OnSendingRequest(HttpMessage message)
    {
        if (Interlocked.Increment(ref _made) > most)
            throw new DiedException();
    }

    /// <summary>A store whose calls count from now on.</summary>
    public TableRecordStore Open(string tables)
    {
        var options = new TableClientOptions();
        options.AddPolicy(this, HttpPipelinePosition.PerCall);
        var store = new TableRecordStore(new TableServiceClient(RunningAzurite.Connection, options), tables);
        _made = 0;
        return store;
    }

    public static TableServiceClient Account() => new(RunningAzurite.Connection);
}

internal sealed class DiedException() : Exception("The host has died here.");
