using System.Text.Json;

namespace Microsoft.DurableTask.Engine;

/// <summary>Values on their way between orchestrations, activities and clients.</summary>
internal static class Payload
{
    private static readonly JsonSerializerOptions Options = new() { PropertyNameCaseInsensitive = true };

    /// <summary>Writes by run-time type, as the host does: a closed hierarchy loses its discriminator here too.</summary>
    public static string? Write(object? value) => value is null ? null : JsonSerializer.Serialize(value, value.GetType(), Options);

    public static T? Read<T>(string? json) => json is null ? default : JsonSerializer.Deserialize<T>(json, Options);

    public static object? Read(string? json, Type type) => json is null ? null : JsonSerializer.Deserialize(json, type, Options);
}
