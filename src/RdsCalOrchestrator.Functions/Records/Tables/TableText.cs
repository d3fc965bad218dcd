using Azure.Data.Tables;

namespace RdsCalOrchestrator.Functions.Records.Tables;

/// <summary>A text of an entity, over as many properties as it needs: each takes 64 KB in UTF-16, and the entity 1 MB.</summary>
internal static class TableText
{
    private const int MostInPart = 32_000;

    internal const int Most = 15 * MostInPart;

    internal static TableEntity With(this TableEntity entity, string text)
    {
        if (text.Length > Most)
            throw new InvalidOperationException($"An entity of a table takes {Most} characters; these are {text.Length}. Nothing was written.");
        var part = 0;
        for (var from = 0; from < text.Length || part == 0; part++)
        {
            var length = Math.Min(MostInPart, text.Length - from);
            // Half a surrogate pair cannot be sent.
            if (from + length < text.Length && char.IsHighSurrogate(text[from + length - 1]))
                length--;
            entity[Property(part)] = text.Substring(from, length);
            from += length;
        }

        return entity;
    }

    internal static string TextOf(TableEntity entity) =>
        string.Concat(Enumerable.Range(0, int.MaxValue).Select(part => entity.GetString(Property(part))).TakeWhile(static p => p is not null));

    private static string Property(int part) => $"Text{part}";
}
