using System.Collections.Concurrent;
using Azure.Core;
using Azure.Core.Pipeline;
using Azure.Data.Tables;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Azure.Functions.Worker.Builder;
using Microsoft.Extensions.DependencyInjection;
using RdsCalOrchestrator.Azurite;
using RdsCalOrchestrator.Functions.Records;
using RdsCalOrchestrator.Functions.Records.Tables;

namespace RdsCalOrchestrator.Scenarios.Costs;

/// <summary>Counts how often each function of an app runs, replays too, and what each asks of the tables with the records.</summary>
internal sealed class Counters : HttpPipelineSynchronousPolicy
{
    private readonly AsyncLocal<string?> _running = new();
    private readonly ConcurrentDictionary<string, int> _runs = [];
    private readonly ConcurrentDictionary<string, int> _requests = [];

    internal int RunsOf(params IEnumerable<string> functions) => functions.Sum(_runs.GetValueOrDefault);

    internal int RequestsOf(params IEnumerable<string> functions) => functions.Sum(_requests.GetValueOrDefault);

    internal IEnumerable<string> Functions => _runs.Keys;

    internal void Watch(FunctionsApplicationBuilder builder)
    {
        builder.Use(next => context =>
        {
            Count(_runs, context.FunctionDefinition.Name);
            _running.Value = context.FunctionDefinition.Name;
            return next(context);
        });
        var options = new TableClientOptions();
        options.AddPolicy(this, HttpPipelinePosition.PerCall);
        builder.Services.AddSingleton<IRecordStore>(_ =>
            new TableRecordStore(new TableServiceClient(RunningAzurite.Connection, options), builder.Configuration["Records:Tables"]!));
    }

    // What is asked while no function runs is the making of the tables.
    public override void OnSendingRequest(HttpMessage message)
    {
        if (_running.Value is { } function)
            Count(_requests, function);
    }

    private static void Count(ConcurrentDictionary<string, int> counts, string function) =>
        counts.AddOrUpdate(function, 1, static (_, n) => n + 1);
}
