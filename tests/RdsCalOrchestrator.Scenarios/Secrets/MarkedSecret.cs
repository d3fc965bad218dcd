using System.Text;

namespace RdsCalOrchestrator.Scenarios.Secrets;

/// <summary>
/// A secret in every form in which it might be written: as it is, in groups of five, and inside Base64, where neighbours shift it.
/// </summary>
internal sealed class MarkedSecret
{
    private readonly IReadOnlyList<string> _forms;

    internal MarkedSecret(string what, string value)
    {
        What = what;
        var grouped = string.Join('-', value.Chunk(5).Select(static five => new string(five)));
        _forms = [value, grouped, .. Enumerable.Range(0, 3).Select(shift => InBase64(value, shift))];
    }

    internal string What { get; }

    internal bool IsIn(string text) => _forms.Any(form => text.Contains(form, StringComparison.Ordinal));

    // Three bytes are four characters: without those that hold bits of a neighbour, what is left is the same whatever stands around it.
    private static string InBase64(string value, int shift)
    {
        var bytes = new byte[shift].Concat(Encoding.UTF8.GetBytes(value)).ToArray();
        var first = ((shift * 8) + 5) / 6;
        var last = bytes.Length * 8 / 6;
        return Convert.ToBase64String(bytes)[first..last];
    }
}
