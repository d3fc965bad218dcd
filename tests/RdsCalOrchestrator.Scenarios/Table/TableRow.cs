using System.Globalization;

namespace RdsCalOrchestrator.Scenarios.Table;

/// <summary>One migration of the table: how the IDs come, why, and what is left of the source.</summary>
/// <param name="Source">
/// <c>reachable</c>, <c>unreachable</c>, <c>gone</c>, or <c>forgotten</c>: gone, and its license server ID was never noted.
/// </param>
internal sealed record TableRow(int Number, string Method, string Reason, string Source)
{
    internal static IReadOnlyList<TableRow> All { get; } =
    [
        .. (from method in new[] { "automatic", "web", "telephone" }
            from reason in new[] { "replacing", "noLongerFunctioning" }
            from source in new[] { "reachable", "unreachable", "gone", "forgotten" }
            select (method, reason, source)).Select(static (row, i) => new TableRow(i + 1, row.method, row.reason, row.source)),
    ];

    internal string Key => Number.ToString("00", CultureInfo.InvariantCulture);

    internal string Migration => $"row-{Key}";

    internal string SourceServer => $"old-{Key}";

    internal string TargetServer => $"new-{Key}";

    /// <summary>Each row has its own, so that no two can be mistaken for each other.</summary>
    internal int Cals => 10 + Number;

    /// <summary>Seven digits, as agreements have them.</summary>
    internal string AgreementNumber => (4_180_300 + (17 * Number)).ToString(CultureInfo.InvariantCulture);

    internal bool SourceExists => Source is "reachable" or "unreachable";

    internal string SourceState => Source == "forgotten" ? "gone" : Source;

    internal string Ends => (Source, Reason, Method) switch
    {
        ("reachable", _, _) => "Proved",
        // It may serve again: what lies there stays owed, until somebody says that it never will.
        ("unreachable", "replacing", _) => "SourceNotCleaned",
        // The automatic call has a field for the source's ID that nobody can fill.
        ("forgotten", _, "automatic") => "Blocked",
        _ => "Attested",
    };

    public override string ToString() => $"{Migration} ({Method}, {Reason}, {Source})";
}
