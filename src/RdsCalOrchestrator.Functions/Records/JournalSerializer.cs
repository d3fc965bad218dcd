using System.Text.Json;
using System.Text.Json.Serialization;
using Microsoft.AspNetCore.DataProtection;
using RdsCalOrchestrator.Domain.Identifiers;

namespace RdsCalOrchestrator.Functions.Records;

/// <summary>JSON of the journal and its rows: the only one in which a <see cref="Secret"/> can stand, and there it is encrypted.</summary>
internal sealed class JournalSerializer(IDataProtectionProvider protection)
{
    public const string Purpose = "RdsCalOrchestrator.Journal";

    private readonly JsonSerializerOptions _options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
        // Converters of the options go before those a type names in its attribute, so the secret's throwing one is not asked here.
        Converters = { new ProtectedSecretConverter(protection.CreateProtector(Purpose)), new JsonStringEnumConverter() },
    };

    /// <summary>By the type the value has, which for an entry would lose its discriminator: see <see cref="WriteAs{T}"/>.</summary>
    public string Write(object value) => JsonSerializer.Serialize(value, value.GetType(), _options);

    /// <summary>As a <typeparamref name="T"/>, with the discriminator that tells which one.</summary>
    public string WriteAs<T>(T value) => JsonSerializer.Serialize(value, _options);

    public T Read<T>(string json) =>
        JsonSerializer.Deserialize<T>(json, _options) ?? throw new JsonException($"No {typeof(T).Name} is written as null.");
}
