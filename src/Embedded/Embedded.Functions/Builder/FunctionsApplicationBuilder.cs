using Microsoft.AspNetCore.Builder;
using Microsoft.Azure.Functions.Worker.Discovery;
using Microsoft.Azure.Functions.Worker.Http;
using Microsoft.Azure.Functions.Worker.Middleware;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.Diagnostics.Metrics;
using Microsoft.Extensions.Hosting;
using Microsoft.Extensions.Logging;

namespace Microsoft.Azure.Functions.Worker.Builder;

/// <summary>Takes the app's configuration, services and middleware, and builds the program that runs its functions.</summary>
public sealed class FunctionsApplicationBuilder : IHostApplicationBuilder, IFunctionsWorkerApplicationBuilder
{
    private readonly WebApplicationBuilder _web;
    private readonly List<Func<FunctionExecutionDelegate, FunctionExecutionDelegate>> _middleware = [];

    internal FunctionsApplicationBuilder(string[] args) => _web = WebApplication.CreateBuilder(new WebApplicationOptions
    {
        Args = args,
        // The host starts its workers in the app's folder.
        ContentRootPath = AppContext.BaseDirectory,
        // The variable the host sets; the usual ones count where it is absent.
        EnvironmentName = System.Environment.GetEnvironmentVariable("AZURE_FUNCTIONS_ENVIRONMENT"),
    });

    public IDictionary<object, object> Properties => ((IHostApplicationBuilder)_web).Properties;

    public ConfigurationManager Configuration => _web.Configuration;

    IConfigurationManager IHostApplicationBuilder.Configuration => Configuration;

    public IHostEnvironment Environment => _web.Environment;

    public ILoggingBuilder Logging => _web.Logging;

    public IMetricsBuilder Metrics => _web.Metrics;

    public IServiceCollection Services => _web.Services;

    /// <summary>Tests name the classes that hold functions; else they are those of the marked assembly.</summary>
    internal IEnumerable<Type>? FunctionClasses { get; set; }

    /// <summary>What host.json says; tests say it themselves.</summary>
    internal HostJson HostJson { get; set; } = HostJson.Read(AppContext.BaseDirectory);

    /// <summary>Whether <c>ConfigureFunctionsWebApplication</c> was called; HTTP functions need it on either runtime.</summary>
    internal bool AnswersHttp { get; set; }

    /// <exception cref="InvalidOperationException">
    /// The app holds something the Functions host would treat differently; the message lists all of it.
    /// </exception>
    public IHost Build()
    {
        var functions = AppFunctions.Read(FunctionClasses ?? AppAssembly.Find().GetTypes(), Configuration, HostJson.RoutePrefix, AnswersHttp);
        Services.AddFunctions(functions, _middleware, Configuration, HostJson);
        var app = _web.Build();
        app.MapFunctions(functions);
        return app;
    }

    public void ConfigureContainer<TContainerBuilder>(
        IServiceProviderFactory<TContainerBuilder> factory, Action<TContainerBuilder>? configure = null)
        where TContainerBuilder : notnull =>
        ((IHostApplicationBuilder)_web).ConfigureContainer(factory, configure);

    public IFunctionsWorkerApplicationBuilder Use(Func<FunctionExecutionDelegate, FunctionExecutionDelegate> middleware)
    {
        _middleware.Add(middleware);
        return this;
    }
}
