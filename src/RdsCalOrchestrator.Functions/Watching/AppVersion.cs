using System.Reflection;

namespace RdsCalOrchestrator.Functions.Watching;

/// <summary>Which build this is: its version and, where it was built in a repository, the commit.</summary>
internal static class AppVersion
{
    internal static string Text { get; } =
        typeof(AppVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
}
