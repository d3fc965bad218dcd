namespace RdsCalOrchestrator.Simulator.LicenseServers;

/// <summary>Country names as a server lists them: in English, or in its own language only.</summary>
internal static class Countries
{
    private static readonly Dictionary<string, string[]> Names = new()
    {
        ["english"] =
        [
            "United Kingdom", "Germany", "United States", "Ireland", "France", "Netherlands", "Spain", "Austria", "Switzerland", "Portugal",
            "Norway", "Canada", "Czechia",
        ],
        ["local"] = ["Deutschland", "Frankreich", "Nederland", "España", "Österreich", "Schweiz", "Portugal", "Norge", "Česko"],
    };

    internal static bool IsKnown(string name, string position) => Names[position].Contains(name, StringComparer.Ordinal);
}
