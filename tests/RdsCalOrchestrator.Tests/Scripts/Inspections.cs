namespace RdsCalOrchestrator.Tests.Scripts;

internal static class Inspections
{
    internal static object Page(int offset = 0) => Input(offset: offset);

    internal static object Of(params string[] operations) => Input(operations: operations);

    internal static object Reach(string name) => Input(reach: name);

    internal static object Clearinghouse() => Input(clearinghouse: true);

    private static object Input(int offset = 0, string[]? operations = null, string? reach = null, bool clearinghouse = false) => new
    {
        clearinghouse,
        reach,
        backup = "none",
        operations,
        eventsSinceUtc = (string?)null,
        page = new { offset, limit = 20 },
    };
}
