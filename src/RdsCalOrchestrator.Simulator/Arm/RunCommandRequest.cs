using System.Diagnostics.CodeAnalysis;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;

namespace RdsCalOrchestrator.Simulator.Arm;

/// <summary>The body of a PUT, as far as it is modelled. What is secret in it is not kept, it only goes to the script.</summary>
internal sealed record RunCommandRequest
{
    // A week. What Azure says to more, to none or to a negative number was not seen.
    private const int LongestTimeout = 604_800;

    // Whatever else Azure would take (script URIs, error blobs, another account, a number in quotes) is answered with 501, not ignored.
    private static readonly JsonSerializerOptions Strict = new(JsonSerializerDefaults.Web)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        NumberHandling = JsonNumberHandling.Strict,
        RespectNullableAnnotations = true,
    };

    public string? Location { get; init; }

    /// <summary>To Azure null is as good as absent.</summary>
    [AllowNull]
    public Dictionary<string, string> Tags { get; init => field = value ?? []; } = [];

    public required RunCommandProperties Properties { get; init; }

    public IReadOnlyDictionary<string, string> AllParameters => Given.ToDictionary(static p => p.Name, static p => p.Value);

    private IEnumerable<RunCommandParameter> Given => Properties.Parameters.Concat(Properties.ProtectedParameters);

    // To PowerShell names that differ only in the case of their letters are one.
    private string? DoubledParameter => Given
        .GroupBy(static p => p.Name, StringComparer.OrdinalIgnoreCase)
        .FirstOrDefault(static g => g.Skip(1).Any())?.Key;

    public static RunCommandRequest? Read(JsonNode? body, out ArmError? problem)
    {
        try
        {
            var request = body.Deserialize<RunCommandRequest>(Strict);
            problem = request is null ? ArmError.BadBody("it is empty.")
                : request.Location is null ? ArmError.LocationMissing
                : request.DoubledParameter is { } name ? ArmError.BadBody($"the parameter {name} stands twice.")
                : request.Properties.TreatFailureAsDeploymentFailure ? ArmError.NotModelled("treatFailureAsDeploymentFailure")
                : request.Properties is { OutputBlobUri: not null, OutputBlobManagedIdentity: null } or { OutputBlobUri.Query.Length: > 0 }
                    ? ArmError.NotModelled("an output blob with a SAS")
                : request.Properties.TimeoutInSeconds is < 1 or > LongestTimeout
                    ? ArmError.NotModelled($"timeoutInSeconds {request.Properties.TimeoutInSeconds}")
                : null;
            return problem is null ? request : null;
        }
        catch (JsonException unknown)
        {
            problem = ArmError.NotModelled($"this body: {unknown.Message}");
            return null;
        }
    }

    /// <summary>Of all properties that were sent. Salted, for a secret of seven digits is soon found from its hash.</summary>
    public static string Print(JsonNode body, string seed) =>
        Convert.ToHexStringLower(HMACSHA256.HashData(
            Encoding.UTF8.GetBytes(seed), Encoding.UTF8.GetBytes(body["properties"]!.ToJsonString())));

    public RunCommand Command(string name, string print, int sequence, DateTimeOffset now, bool agentAnswers) => new()
    {
        Name = name,
        Tags = Tags,
        Properties = Properties.Shown(),
        Print = print,
        Sequence = sequence,
        Async = Properties.AsyncExecution,
        Timeout = TimeSpan.FromSeconds(Properties.TimeoutInSeconds),
        OutputBlob = Properties.OutputBlobUri,
        SentUtc = now,
        Phase = agentAnswers ? RunPhase.Running : RunPhase.AwaitingAgent,
    };
}

internal sealed record RunCommandProperties
{
    public required RunCommandSource Source { get; init; }

    [AllowNull]
    public List<RunCommandParameter> Parameters { get; init => field = value ?? []; } = [];

    [AllowNull]
    public List<RunCommandParameter> ProtectedParameters { get; init => field = value ?? []; } = [];

    public bool AsyncExecution { get; init; }

    /// <summary>Azure's default is 90 minutes.</summary>
    public int TimeoutInSeconds { get; init; } = 5400;

    public bool TreatFailureAsDeploymentFailure { get; init; }

    public Uri? OutputBlobUri { get; init; }

    public SystemAssignedIdentity? OutputBlobManagedIdentity { get; init; }

    /// <summary>As Azure gives it back: protected parameters and identities never are.</summary>
    public JsonObject Shown()
    {
        var shown = new JsonObject
        {
            ["source"] = new JsonObject { ["script"] = Source.Script },
            ["parameters"] = new JsonArray([.. Parameters.Select(static p => new JsonObject { ["name"] = p.Name, ["value"] = p.Value })]),
            ["asyncExecution"] = AsyncExecution,
            ["timeoutInSeconds"] = TimeoutInSeconds,
            ["treatFailureAsDeploymentFailure"] = TreatFailureAsDeploymentFailure,
        };
        if (OutputBlobUri is not null)
            shown["outputBlobUri"] = OutputBlobUri.AbsoluteUri;
        return shown;
    }
}

/// <summary>An empty object. A client or object ID names another identity, which is not modelled.</summary>
internal sealed record SystemAssignedIdentity;

internal sealed record RunCommandSource
{
    public required string Script { get; init; }
}

internal sealed record RunCommandParameter
{
    public required string Name { get; init; }

    public required string Value { get; init; }
}
