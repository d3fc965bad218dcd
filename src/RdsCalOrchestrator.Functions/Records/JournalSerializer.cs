using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using Secret = RdsCalOrchestrator.Domain.Identifiers.Secret;

namespace RdsCalOrchestrator.Functions.Records;

/// <summary>The only serializer that can write a <see cref="Secret"/>: encrypted, from the first version on.</summary>
internal sealed class JournalSerializer(IDataProtectionProvider protection)
{
    private readonly JsonSerializerOptions _options = new(JsonSerializerDefaults.Web)
    {
        // Stands before the type's own converter, which throws.
        Converters = { new ProtectedSecret(protection.CreateProtector("RdsCalOrchestrator.Journal")), new JsonStringEnumConverter() },
    };

    internal string Write<T>(T value) => JsonSerializer.Serialize(value, _options);

    internal T Read<T>(string json) => JsonSerializer.Deserialize<T>(json, _options) ?? throw new JsonException("An entry of the journal is empty.");

    private sealed class ProtectedSecret(IDataProtector protector) : JsonConverter<Secret>
    {
        public override Secret? Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options)
        {
            using var document = JsonDocument.ParseValue(ref reader);
            return document.RootElement.ValueKind == JsonValueKind.Null
                ? null
                : new Secret(protector.Unprotect(document.RootElement.GetProperty("protected").GetString()!));
        }

        public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options)
        {
            writer.WriteStartObject();
            writer.WriteString("protected", protector.Protect(value.Reveal()));
            writer.WriteEndObject();
        }
    }
}
