using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.AspNetCore.Routing;
using RdsCalOrchestrator.Simulator.Estate;
using RdsCalOrchestrator.Simulator.Faults;
using RdsCalOrchestrator.Simulator.Throttling;

namespace RdsCalOrchestrator.Simulator.Arm;

/// <summary>Azure Resource Manager, as far as a caller of managed run commands sees it.</summary>
internal static class ArmEndpoints
{
    public const string ApiVersion = "2023-07-01";

    /// <summary>The only token that is let in. It protects nothing: the simulator listens on loopback only.</summary>
    public const string Token = "simulator";

    private const string Machine =
        "/subscriptions/{subscription}/resourceGroups/{group}/providers/Microsoft.Compute/virtualMachines/{name}";
    private const string Operations = "/subscriptions/{subscription}/providers/Microsoft.Compute/locations/{location}/operations/{id}";

    private static readonly JsonDocumentOptions OnceEach = new() { AllowDuplicateProperties = false };

    public static void MapArm(this IEndpointRouteBuilder routes)
    {
        var machine = routes.MapGroup(Machine)
            .AddEndpointFilter<RouteGroupBuilder, ThrottleFilter>()
            .AddEndpointFilter<RouteGroupBuilder, FaultFilter>();
        machine.MapGet("", ([AsParameters] MachinePath at, Expand expand, SimulatedEstate estate) =>
            expand.Otherwise(on => estate.Read(state =>
                at.Find(state, out var problem) is { } m
                    ? new(200, VirtualMachineView.Of(m, on, estate.Time.GetUtcNow()))
                    : problem.Reply)));
        machine.MapGet("/instanceView", ([AsParameters] MachinePath at, SimulatedEstate estate) => estate.Read(state =>
            at.Find(state, out var problem) is { } m
                ? new(200, VirtualMachineView.InstanceView(m, estate.Time.GetUtcNow()))
                : problem.Reply));

        machine.MapGet("/runCommands", ([AsParameters] MachinePath at, Expand expand, RunCommands commands) =>
            expand.Otherwise(on => commands.List(at, on)));
        var command = machine.MapGroup("/runCommands/{command}");
        command.MapGet("", ([AsParameters] MachinePath at, string command, Expand expand, RunCommands commands) =>
            expand.Otherwise(on => commands.Get(at, command, on)));
        command.MapPut("", async ([AsParameters] MachinePath at, string command, HttpRequest request, RunCommands commands) =>
            await ReadAsync(request) is { } body ? await commands.PutAsync(at, command, body) : ArmError.BadBody("it is no JSON.").Reply);
        command.MapDelete("", ([AsParameters] MachinePath at, string command, RunCommands commands) => commands.DeleteAsync(at, command));

        routes.MapGet(Operations, (string id, bool? monitor, RunCommands commands) => commands.LookAt(id, monitor == true))
            .AddEndpointFilter<ThrottleFilter>();
    }

    /// <summary>What Azure asks of every call, known or not.</summary>
    public static async Task CheckAsync(HttpContext context, RequestDelegate next)
    {
        var version = context.Request.Query["api-version"].ToString();
        if (context.Request.Headers.Authorization != $"Bearer {Token}")
        {
            context.Response.Headers.WWWAuthenticate = "Bearer";
            await ArmError.NoToken.Reply.ExecuteAsync(context);
        }
        else if (version.Length == 0)
        {
            await ArmError.NoApiVersion.Reply.ExecuteAsync(context);
        }
        else if (version != ApiVersion)
        {
            await ArmError.NotModelled($"api-version {version}").Reply.ExecuteAsync(context);
        }
        else
        {
            await next(context);
        }
    }

    private static async Task<JsonNode?> ReadAsync(HttpRequest request)
    {
        try
        {
            return await JsonNode.ParseAsync(request.Body, null, OnceEach, request.HttpContext.RequestAborted);
        }
        catch (JsonException)
        {
            return null;
        }
    }
}

/// <summary>The query parameter <c>$expand</c>; only <c>instanceView</c> is modelled.</summary>
internal sealed record Expand(string Value)
{
    public static ValueTask<Expand> BindAsync(HttpContext context) => new(new Expand(context.Request.Query["$expand"].ToString()));

    public ArmReply Otherwise(Func<bool, ArmReply> answer) => Value.ToLowerInvariant() switch
    {
        "" => answer(false),
        "instanceview" => answer(true),
        _ => ArmError.NotModelled($"$expand={Value}").Reply,
    };
}
