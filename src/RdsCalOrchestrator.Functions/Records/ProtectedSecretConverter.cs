using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using Secret = RdsCalOrchestrator.Domain.Identifiers.Secret;

namespace RdsCalOrchestrator.Functions.Records;

/// <summary>Writes a secret as <c>{"protected":"…"}</c>, encrypted with the key ring.</summary>
internal sealed class ProtectedSecretConverter(IDataProtector protector) : JsonConverter<Secret>
{
    public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("protected", protector.Protect(value.Reveal()));
        writer.WriteEndObject();
    }

    public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
    {
        // What is wrong is said without what was found: it may be a secret that somebody wrote in the clear.
        var written = JsonElement.ParseValue(ref reader);
        return written.ValueKind == JsonValueKind.Object && written.TryGetProperty("protected", out var text)
            ? new Secret(protector.Unprotect(text.GetString()!))
            : throw new JsonException("A secret is written as an object with the field 'protected'.");
    }
}
