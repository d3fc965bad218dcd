namespace Microsoft.DurableTask.Engine;

/// <summary>Which of two orchestration versions is the newer one, by the rules of the host.</summary>
internal static class OrchestrationVersion
{
    public static bool IsNewer(string version, string than) => Compare(version, than) > 0;

    // None is older than any; numbers with points are compared as such, everything else as text: "10" comes before "9".
    private static int Compare(string left, string right)
    {
        if (string.IsNullOrWhiteSpace(left) || string.IsNullOrWhiteSpace(right))
            return string.IsNullOrWhiteSpace(right).CompareTo(string.IsNullOrWhiteSpace(left));
        return Version.TryParse(left, out var first) && Version.TryParse(right, out var second)
            ? first.CompareTo(second)
            : string.Compare(left, right, StringComparison.OrdinalIgnoreCase);
    }
}
