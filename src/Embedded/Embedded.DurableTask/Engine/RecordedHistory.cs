using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace Microsoft.DurableTask.Engine;

/// <summary>One instance and its history as a file that people read and later builds replay.</summary>
/// <remarks>The inputs of calls are not in a history: a replay compares the kinds, names and times of calls, as the host does.</remarks>
internal sealed record RecordedHistory(
    string Id,
    string Name,
    string Version,
    string Status,
    RecordedParent? Parent,
    JsonElement? Input,
    JsonElement? Output,
    string? Failure,
    IReadOnlyList<RecordedEvent> Events)
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web)
    {
        Converters = { new JsonStringEnumConverter() },
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        // It is read by people and by no browser.
        Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping,
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
    };

    /// <summary>How it stands, in words.</summary>
    [JsonIgnore]
    public string End => Status switch
    {
        InstanceRecord.Completed => $"completed with {(Output is { } output ? JsonSerializer.Serialize(output, Options) : "nothing")}",
        InstanceRecord.Failed => $"failed: {Failure}",
        _ => "waits",
    };

    public static RecordedHistory Of(InstanceRecord instance, IEnumerable<HistoryEvent> events) => new(
        instance.Id, instance.Name, instance.Version, instance.Status,
        instance.Parent is { } parent ? new RecordedParent(parent.Instance, parent.Name) : null,
        RecordedEvent.Json(instance.Input), RecordedEvent.Json(instance.Output), instance.Failure, [.. events.Select(RecordedEvent.Of)]);

    /// <exception cref="JsonException">It is no recorded history.</exception>
    public static RecordedHistory Parse(string json) => JsonSerializer.Deserialize<RecordedHistory>(json, Options)!;

    /// <summary>The same history is the same text, with one event a line: files are compared line by line.</summary>
    public string ToJson()
    {
        var head = JsonSerializer.SerializeToNode(this with { Events = [] }, Options)!.AsObject()
            .SkipLast(1).Select(static property => $"  \"{property.Key}\": {property.Value!.ToJsonString(Options)},\n");
        var events = Events.Select(static happened => $"    {JsonSerializer.Serialize(happened, Options)}");
        return $"{{\n{string.Concat(head)}  \"events\": [\n{string.Join(",\n", events)}\n  ]\n}}\n";
    }

    /// <summary>As the engine knows it. Executions, and when it was written, mean nothing to a replay.</summary>
    public InstanceRecord ToInstance() => new(
        Id, "recorded", Name, Version, Status, Input?.GetRawText(), Output?.GetRawText(), Failure,
        Parent is { } parent ? new ParentCall(parent.Id, parent.Name, "recorded", 0) : null, default, default);
}

internal sealed record RecordedParent(string Id, string Name);

/// <param name="Payload">The value itself, or the message of a failure.</param>
internal sealed record RecordedEvent(EventKind Kind, int? Task, string? Name, DateTimeOffset? At, JsonElement? Payload)
{
    private bool IsFailure => Kind is EventKind.ActivityFailed or EventKind.ChildFailed;

    public static RecordedEvent Of(HistoryEvent happened)
    {
        var recorded = new RecordedEvent(happened.Kind, happened.Task, happened.Name, happened.At, null);
        return recorded with
        {
            Payload = recorded.IsFailure ? JsonSerializer.SerializeToElement(happened.Payload) : Json(happened.Payload),
        };
    }

    public HistoryEvent ToEvent() => new(Kind, Task, Name, IsFailure ? Payload?.GetString() : Payload?.GetRawText(), At);

    internal static JsonElement? Json(string? text) => text is null ? null : JsonElement.Parse(text);
}
