using System.Text.Json;
using System.Text.Json.Serialization;

namespace RdsCalOrchestrator.Functions;

/// <summary>JSON of the HTTP interface. A secret throws in it.</summary>
internal static class ApiJson
{
    internal static JsonSerializerOptions Options { get; } = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase) },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
    };
}
