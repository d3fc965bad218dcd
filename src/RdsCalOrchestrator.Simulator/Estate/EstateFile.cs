using System.Text.Json;
using System.Text.Json.Serialization;

namespace RdsCalOrchestrator.Simulator.Estate;

/// <summary>The estate on disk: one file, always whole, because it is written aside and moved into place.</summary>
internal sealed class EstateFile(string data)
{
    public static readonly JsonSerializerOptions Json = new(JsonSerializerDefaults.Web)
    {
        // A misspelt field of a world file would silently leave the default in place.
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.CamelCase, allowIntegerValues: false) },
    };

    private readonly string _path = Path.Combine(data, "estate.json");

    public bool Exists => File.Exists(_path);

    public EstateState Load() => Read(_path);

    public static EstateState Read(string path)
    {
        using var file = File.OpenRead(path);
        return JsonSerializer.Deserialize<EstateState>(file, Json) ?? throw new JsonException($"{path} holds no estate.");
    }

    public void Save(EstateState state)
    {
        // What the kernel has taken survives a killed process, so nothing is flushed to the platter.
        var aside = _path + ".new";
        using (var file = File.Create(aside))
            JsonSerializer.Serialize(file, state, Json);
        File.Move(aside, _path, overwrite: true);
    }
}
