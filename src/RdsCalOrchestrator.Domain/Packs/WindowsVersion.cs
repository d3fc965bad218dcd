namespace RdsCalOrchestrator.Domain.Packs;

/// <summary>Windows Server versions by build number, never by caption, which is localised.</summary>
public static class WindowsVersion
{
    /// <summary>
    /// First build whose operating system may hold CALs of a version. Source: Microsoft Learn, "RDS client access license", compatibility table.
    /// </summary>
    private static readonly (int Build, CalVersion Newest, string Name)[] Known =
    [
        (26100, CalVersion.V2025, "Windows Server 2025"),
        (20348, CalVersion.V2022, "Windows Server 2022"),
        (17763, CalVersion.V2019, "Windows Server 2019"),
        (14393, CalVersion.V2016, "Windows Server 2016"),
        (9600, CalVersion.V2012, "Windows Server 2012 R2"),
        (9200, CalVersion.V2012, "Windows Server 2012"),
        (7600, CalVersion.V2008R2, "Windows Server 2008 R2"),
    ];

    /// <summary>The newest CALs a server of this build may hold; null for a build nobody knows.</summary>
    public static CalVersion? NewestCals(string osBuild) => Find(osBuild) is { } found ? found.Newest : null;

    public static string Name(string osBuild) => Find(osBuild)?.Name ?? $"build {osBuild}";

    /// <summary>As <c>2012R2</c> or <c>2019</c>; empty for a build nobody knows.</summary>
    public static string ShortName(string osBuild) =>
        Find(osBuild)?.Name["Windows Server ".Length..].Replace(" ", "", StringComparison.Ordinal) ?? "";

    /// <summary>The first build of what <see cref="ShortName"/> calls so, without its version; null for a name nobody knows.</summary>
    public static string? BuildOf(string? shortName) =>
        Known.Select(static v => $"0.0.{v.Build}").FirstOrDefault(build => ShortName(build) == shortName);

    /// <summary>
    /// Microsoft lists Run Command for Windows Server 2016 and later. Source: Azure documentation, "Run scripts in your Windows VM".
    /// </summary>
    public static bool IsListedForRunCommand(string osBuild) => Build(osBuild) >= 14393;

    /// <summary>Do scripts run on this Windows PowerShell; what cannot be read as a version is no reason to say no.</summary>
    public static bool IsPowerShellTooOld(string? psVersion) => Version.TryParse(psVersion, out var version) && version.Major < 3;

    private static (int Build, CalVersion Newest, string Name)? Find(string osBuild)
    {
        var build = Build(osBuild);
        foreach (var version in Known)
        {
            if (build >= version.Build)
                return version;
        }

        return null;
    }

    private static int Build(string osBuild) => int.TryParse(osBuild.Split('.').ElementAtOrDefault(2), out var build) ? build : 0;
}
