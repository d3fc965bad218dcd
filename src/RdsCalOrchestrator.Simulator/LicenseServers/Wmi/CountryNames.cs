namespace RdsCalOrchestrator.Simulator.LicenseServers.Wmi;

/// <summary>A-COUNTRY-NAMES: Windows is said to take only names of its own list; a simulated server's other language is German or Norwegian.</summary>
internal static class CountryNames
{
    private static readonly (string English, string Local)[] Differing =
    [
        ("Austria", "\u00d6sterreich"), ("Canada", "Kanada"), ("Czechia", "Tschechien"), ("Germany", "Deutschland"), ("Norway", "Norge"),
        ("Switzerland", "Schweiz"), ("United Kingdom", "Vereinigtes K\u00f6nigreich"), ("United States", "Vereinigte Staaten"),
    ];

    internal static bool IsListed(string name, string language) =>
        !Differing.Any(pair => (language == "local" ? pair.English : pair.Local).Equals(name, StringComparison.OrdinalIgnoreCase));
}
