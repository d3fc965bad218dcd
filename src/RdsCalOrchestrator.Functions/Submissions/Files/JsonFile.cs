using System.Text;
using System.Text.Json;

namespace RdsCalOrchestrator.Functions.Submissions.Files;

/// <summary>A value of a JSON file that remembers its line, so that a problem can name it.</summary>
internal sealed record Node(int Line, JsonValueKind Kind, string Text)
{
    public IReadOnlyList<(string Name, Node Value)> Members { get; init; } = [];

    public IReadOnlyList<Node> Items { get; init; } = [];

    /// <summary>Every text in it, names of fields included.</summary>
    public IEnumerable<string> Texts() =>
        [Text, .. Items.SelectMany(static item => item.Texts()), .. Members.SelectMany(static member => member.Value.Texts().Prepend(member.Name))];
}

internal static class JsonFile
{
    /// <summary>Null, with the reason among the problems, when the text is not JSON. No message of the parser is shown: it may quote.</summary>
    public static Node? Read(string file, string text, InputProblems problems)
    {
        var bytes = Encoding.UTF8.GetBytes(text);
        var reader = new Utf8JsonReader(bytes);
        var lines = new LineCounter(bytes);
        try
        {
            reader.Read();
            var root = ReadNode(ref reader, lines);
            return reader.Read() ? throw new JsonException() : root;
        }
        catch (JsonException wrong)
        {
            var line = wrong.LineNumber + 1 ?? lines.At(reader.TokenStartIndex);
            problems.Refuse(new(file, (int)line, ""), "The file is not JSON from this line on.", "Check commas, quotes and brackets near it.");
        }
        catch (InvalidOperationException)
        {
            // An escape for half a character.
            problems.Refuse(new(file, lines.At(reader.TokenStartIndex), ""), "A text on this line is no Unicode.", "Write the character itself.");
        }

        return null;
    }

    private static Node ReadNode(ref Utf8JsonReader reader, LineCounter lines)
    {
        var line = lines.At(reader.TokenStartIndex);
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                return new(line, JsonValueKind.Object, "") { Members = ReadMembers(ref reader, lines) };
            case JsonTokenType.StartArray:
                return new(line, JsonValueKind.Array, "") { Items = ReadItems(ref reader, lines) };
            case JsonTokenType.String:
                return new(line, JsonValueKind.String, reader.GetString()!.Trim());
            default:
                var kind = reader.TokenType switch
                {
                    JsonTokenType.Number => JsonValueKind.Number,
                    JsonTokenType.True => JsonValueKind.True,
                    JsonTokenType.False => JsonValueKind.False,
                    _ => JsonValueKind.Null,
                };
                return new(line, kind, Encoding.UTF8.GetString(reader.ValueSpan));
        }
    }

    private static List<(string, Node)> ReadMembers(ref Utf8JsonReader reader, LineCounter lines)
    {
        var members = new List<(string, Node)>();
        while (reader.Read() && reader.TokenType == JsonTokenType.PropertyName)
        {
            var name = reader.GetString()!;
            reader.Read();
            members.Add((name, ReadNode(ref reader, lines)));
        }

        return members;
    }

    private static List<Node> ReadItems(ref Utf8JsonReader reader, LineCounter lines)
    {
        var items = new List<Node>();
        while (reader.Read() && reader.TokenType != JsonTokenType.EndArray)
            items.Add(ReadNode(ref reader, lines));
        return items;
    }

    /// <summary>Tokens come in order, so each line end is counted once.</summary>
    private sealed class LineCounter(byte[] bytes)
    {
        private int _line = 1;
        private int _seen;

        public int At(long index)
        {
            for (; _seen < index; _seen++)
                _line += bytes[_seen] == '\n' ? 1 : 0;
            return _line;
        }
    }
}
