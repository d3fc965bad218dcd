using System.Text.Json;
using System.Text.Json.Serialization;

namespace RdsCalOrchestrator.Simulator.Estate;

/// <summary>How an estate is written as JSON: in world files, and in each part of the estate's file.</summary>
internal static class EstateJson
{
    public static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        // A misspelt field of a world file would silently leave the default in place.
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        // So would a null.
        RespectNullableAnnotations = true,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };
}
