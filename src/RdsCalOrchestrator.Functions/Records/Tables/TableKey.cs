using System.Globalization;
using System.Text;

namespace RdsCalOrchestrator.Functions.Records.Tables;

/// <summary>Any name as a key, of which Tables forbid some characters: those stand there as <c>~</c> and the two hex digits of each byte.</summary>
internal static class TableKey
{
    private const int MostCharacters = 512;

    private const string Plain = "-_.:@";

    internal static string Of(string name)
    {
        var key = new StringBuilder(name.Length);
        foreach (var value in Encoding.UTF8.GetBytes(name))
        {
            var character = (char)value;
            if (char.IsAsciiLetterOrDigit(character) || Plain.Contains(character, StringComparison.Ordinal))
                key.Append(character);
            else
                key.Append(CultureInfo.InvariantCulture, $"~{value:X2}");
        }

        return key.Length <= MostCharacters
            ? key.ToString()
            : throw new ArgumentException($"A key of a table has at most {MostCharacters} characters, and this name needs {key.Length}: {name}");
    }

    /// <summary>
    /// Behind all keys of names that begin like this one: no escape is followed by a <c>~</c>, which is the last of all characters here.
    /// </summary>
    internal static string EndOf(string prefix) => $"{Of(prefix)}~~";
}
