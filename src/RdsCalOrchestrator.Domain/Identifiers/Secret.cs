using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace RdsCalOrchestrator.Domain.Identifiers;

/// <summary>
/// Text that nobody may read by accident: an agreement or license number, a license code, a license key pack ID.
/// It prints as its mask and throws in JSON; only the journal's own serializer, which encrypts it, can write it.
/// </summary>
[JsonConverter(typeof(SecretNeverInJson))]
public sealed class Secret(string value) : IEquatable<Secret>
{
    private readonly string _value = value;

    /// <summary>Last five characters of a long one, last three of a number, nothing of a short one.</summary>
    public string Mask => "•••••" + _value[^(_value.Length >= 25 ? 5 : _value.Length >= 7 ? 3 : 0)..];

    /// <summary>The only way out.</summary>
    public string Reveal() => _value;

    public bool Equals(Secret? other) =>
        other is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(_value), Encoding.UTF8.GetBytes(other._value));

    public override bool Equals(object? obj) => Equals(obj as Secret);

    public override int GetHashCode() => _value.GetHashCode(StringComparison.Ordinal);

    public override string ToString() => Mask;

    private sealed class SecretNeverInJson : JsonConverter<Secret>
    {
        public override Secret Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
            throw new JsonException("A secret is never read from JSON.");

        public override void Write(Utf8JsonWriter writer, Secret value, JsonSerializerOptions options) =>
            throw new JsonException("A secret is never written as JSON.");
    }
}
