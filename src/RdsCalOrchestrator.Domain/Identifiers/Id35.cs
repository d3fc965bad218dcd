namespace RdsCalOrchestrator.Domain.Identifiers;

/// <summary>
/// Form of the 35-character IDs: letters and digits in seven groups of five. Spaces, hyphens and lower case are forgiven; what is wrong is
/// named by count, group and position. Nothing here can tell whether an ID is right.
/// </summary>
public static class Id35
{
    public const int Length = 35;

    // The characters seen in real IDs. Others are accepted with a warning: nobody documents the alphabet.
    private const string Usual = "BCDFGHJKMPQRTVWXY2346789";

    public static Parsed<string> Read(string text)
    {
        var id = new string([.. text.Where(static c => c is not ('-' or ' ' or '\t' or '\u00a0' or '\u2010' or '\u2011' or '\u2013'))])
            .Trim().ToUpperInvariant();
        for (var i = 0; i < id.Length; i++)
        {
            if (!char.IsAsciiLetterUpper(id[i]) && !char.IsAsciiDigit(id[i]))
                return new(null, $"Character {i + 1} is '{id[i]}'; only letters and digits can stand in an ID.");
        }

        if (id.Length != Length)
            return new(null, $"The ID has {id.Length} of {Length} characters{WrongGroup(text)}.");
        var unusual = string.Join(", ", id.Where(static c => !Usual.Contains(c)).Distinct());
        return new(id, null, unusual.Length == 0 ? null : $"{unusual} is not usual in an ID; look-alikes are 0/O/D, 1/I/L, 5/S, 8/B, A/4 and U/V.");
    }

    public static string InGroupsOfFive(string id) => string.Join('-', id.Chunk(5).Select(static group => new string(group)));

    private static string WrongGroup(string text)
    {
        var groups = text.Split(['-', ' '], StringSplitOptions.RemoveEmptyEntries);
        if (groups.Length < 2)
            return "";
        var wrong = Array.FindIndex(groups, static g => g.Length != 5);
        return wrong < 0 ? $", in {groups.Length} groups instead of 7" : $"; group {wrong + 1} has {groups[wrong].Length} instead of 5";
    }
}
