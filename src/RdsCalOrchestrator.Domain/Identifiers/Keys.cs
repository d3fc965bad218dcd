using System.Text.Json.Serialization;

namespace RdsCalOrchestrator.Domain.Identifiers;

/// <summary>Whose licenses these are. Every record's key begins with it; at most 40 characters of <c>A-Za-z0-9._-</c>.</summary>
[JsonConverter(typeof(TextIdConverter<CustomerId>))]
public sealed record CustomerId(string Value) : ITextId<CustomerId>
{
    public static CustomerId From(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>One migration, named by the operator: the same name sent again is the same migration. At most 40 characters.</summary>
[JsonConverter(typeof(TextIdConverter<MigrationId>))]
public sealed record MigrationId(string Value) : ITextId<MigrationId>
{
    public static MigrationId From(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>A batch, named by the operator.</summary>
[JsonConverter(typeof(TextIdConverter<BatchId>))]
public sealed record BatchId(string Value) : ITextId<BatchId>
{
    public static BatchId From(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>Key of a license server in the estate file. Identity is its resource ID, never this name.</summary>
[JsonConverter(typeof(TextIdConverter<ServerKey>))]
public sealed record ServerKey(string Value) : ITextId<ServerKey>
{
    public static ServerKey From(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>
/// One effect on one server, named after what leaves the source, never after migration, attempt, person or target:
/// the same packs moved again weeks later meet the first one's record and receipt.
/// </summary>
[JsonConverter(typeof(TextIdConverter<OperationId>))]
public sealed record OperationId(string Value) : ITextId<OperationId>
{
    public static OperationId From(string value) => new(value);

    public override string ToString() => Value;
}

/// <summary>One orchestration of a migration; its durable instance is <see cref="InstanceId"/>.</summary>
public sealed record Attempt(CustomerId Customer, MigrationId Migration, int Number)
{
    [JsonIgnore]
    public string InstanceId => $"{Customer}:{Migration}:{Number}";
}
