using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Hosting;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.TestHost;
using Microsoft.Extensions.Logging;
using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.RunCommand.Arm;
using Xunit;

namespace RdsCalOrchestrator.Tests.RunCommand.Arm;

/// <summary>
/// One virtual machine of Azure Resource Manager, as little as the real SDK needs to be driven; tests say how it refuses.
/// </summary>
internal sealed class FakeArm : IAsyncDisposable
{
    public const string Path =
        "/subscriptions/11111111-1111-1111-1111-111111111111/resourceGroups/rg-lic/providers/Microsoft.Compute/virtualMachines/ls01";

    private readonly WebApplication _app;
    private readonly Queue<(string Method, int Status, string Body, (string Name, string Value)[] Headers)> _refusals = new();

    private FakeArm(WebApplication app) => _app = app;

    public static ServerId Server { get; } = ServerId.From(Path);

    public JsonObject Machine { get; } = new()
    {
        ["name"] = "ls01",
        ["id"] = Path,
        ["type"] = "Microsoft.Compute/virtualMachines",
        ["location"] = "westeurope",
        ["properties"] = new JsonObject
        {
            ["osProfile"] = new JsonObject { ["allowExtensionOperations"] = true },
            ["instanceView"] = new JsonObject
            {
                ["statuses"] = new JsonArray(
                    Status("ProvisioningState/succeeded", "Provisioning succeeded"), Status("PowerState/running", "VM running")),
                ["vmAgent"] = new JsonObject { ["statuses"] = new JsonArray(Status("ProvisioningState/succeeded", "Ready")) },
            },
        },
    };

    public JsonObject Properties => Machine["properties"]!.AsObject();

    public JsonObject InstanceView => Properties["instanceView"]!.AsObject();

    /// <summary>The run commands by name, as Azure would show them.</summary>
    public Dictionary<string, JsonObject> Commands { get; } = [];

    /// <summary>What arrived, in order: method, path after the machine's, token.</summary>
    public List<string> Requests { get; } = [];

    /// <summary>The bodies of all PUTs, byte for byte.</summary>
    public List<string> Bodies { get; } = [];

    /// <summary>What the network does to a request.</summary>
    public Func<HttpRequestMessage, Func<Task<HttpResponseMessage>>, Task<HttpResponseMessage>> Network { get; set; } =
        static (_, send) => send();

    public static async Task<FakeArm> StartAsync()
    {
        var builder = WebApplication.CreateSlimBuilder();
        builder.WebHost.UseTestServer();
        builder.Logging.ClearProviders();
        var app = builder.Build();
        var arm = new FakeArm(app);
        app.Use(arm.RecordAsync);
        app.MapGet(Path, () => Results.Json(arm.Machine));
        app.MapGet(Path + "/runCommands", arm.List);
        app.MapGet(Path + "/runCommands/{name}", arm.Get);
        app.MapPut(Path + "/runCommands/{name}", arm.PutAsync);
        app.MapDelete(Path + "/runCommands/{name}", arm.Delete);
        await app.StartAsync(TestContext.Current.CancellationToken);
        return arm;
    }

    /// <summary>A client of its own, as another process would have.</summary>
    public AzureVmChannel Channel() => new(ArmConnection.OpenSimulated(new Uri("http://127.0.0.1:5999"), Handler()));

    public HttpMessageHandler Handler() => new NetworkHandler(this) { InnerHandler = _app.GetTestServer().CreateHandler() };

    /// <summary>Answers the next request of that method so, and does nothing else.</summary>
    public void RefuseNext(string method, int status, string body, params (string Name, string Value)[] headers) =>
        _refusals.Enqueue((method, status, body, headers));

    /// <summary>Commands in one answer; a longer list goes on at an address of Azure's choice.</summary>
    public int PageSize { get; set; } = 100;

    /// <param name="tags">Those of <see cref="SomeCommand"/> unless told.</param>
    public void Command(string name, string provisioningState, JsonObject? instanceView, JsonObject? tags = null) => Commands[name] = new JsonObject
    {
        ["name"] = name,
        ["id"] = $"{Path}/runCommands/{name}",
        ["type"] = "Microsoft.Compute/virtualMachines/runCommands",
        ["location"] = "westeurope",
        ["tags"] = tags ?? new JsonObject([.. SomeCommand.New().Tags.Select(static t => KeyValuePair.Create(t.Key, (JsonNode?)t.Value))]),
        ["properties"] = new JsonObject { ["provisioningState"] = provisioningState, ["instanceView"] = instanceView },
    };

    public static JsonObject Status(string code, string displayStatus) =>
        new() { ["code"] = code, ["level"] = "Info", ["displayStatus"] = displayStatus };

    public async ValueTask DisposeAsync() => await _app.DisposeAsync();

    private static IResult NotFound(string name) =>
        Results.Json(new { error = new { code = "ResourceNotFound", message = $"The Resource '{name}' was not found." } }, statusCode: 404);

    private async Task RecordAsync(HttpContext context, RequestDelegate next)
    {
        var request = context.Request;
        Requests.Add($"{request.Method} {request.Path.Value![Path.Length..]}{request.QueryString} {request.Headers.Authorization}");
        if (!_refusals.TryPeek(out var refusal) || refusal.Method != request.Method)
        {
            await next(context);
            return;
        }

        _refusals.Dequeue();
        context.Response.StatusCode = refusal.Status;
        foreach (var (name, value) in refusal.Headers)
            context.Response.Headers[name] = value;
        context.Response.ContentType = "application/json";
        await context.Response.WriteAsync(refusal.Body, context.RequestAborted);
    }

    private IResult List(HttpRequest request)
    {
        var from = int.Parse(request.Query["from"].FirstOrDefault() ?? "0", System.Globalization.CultureInfo.InvariantCulture);
        var next = from + PageSize;
        var link = next < Commands.Count
            ? $"https://management.azure.com{Path}/runCommands?$expand=instanceView&from={next}&api-version=2023-07-01"
            : null;
        return Results.Json(new { value = Commands.Values.Skip(from).Take(PageSize), nextLink = link });
    }

    private IResult Get(string name) => Commands.TryGetValue(name, out var command) ? Results.Json(command) : NotFound(name);

    private async Task<IResult> PutAsync(string name, HttpRequest request)
    {
        using var reader = new StreamReader(request.Body);
        var body = await reader.ReadToEndAsync(request.HttpContext.RequestAborted);
        Bodies.Add(body);
        Command(name, "Creating", new JsonObject { ["executionState"] = "Running", ["exitCode"] = 0 });
        // Shown again, but for what is protected.
        var properties = Commands[name]["properties"]!.AsObject();
        foreach (var (key, value) in JsonNode.Parse(body)!["properties"]!.AsObject().Where(static p => p.Key != "protectedParameters"))
            properties[key] = value!.DeepClone();
        request.HttpContext.Response.Headers["Azure-AsyncOperation"] =
            "https://management.azure.com/subscriptions/s/providers/Microsoft.Compute/locations/l/operations/o";
        return Results.Json(Commands[name], statusCode: 201);
    }

    private IResult Delete(string name) => Commands.Remove(name) ? Results.StatusCode(202) : Results.StatusCode(204);

    private sealed class NetworkHandler(FakeArm arm) : DelegatingHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            arm.Network(request, () => base.SendAsync(request, cancellationToken));
    }
}
