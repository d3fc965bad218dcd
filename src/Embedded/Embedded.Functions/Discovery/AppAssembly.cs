using System.Reflection;

namespace Microsoft.Azure.Functions.Worker.Discovery;

/// <summary>The assembly that holds the functions: the one its project file marks.</summary>
internal static class AppAssembly
{
    private const string Mark = "Embedded.Functions.App";

    // Not the entry assembly, which may be a demo or a test runner, and not the calling one, which inlining can change.
    public static Assembly Find()
    {
        var marked = AppDomain.CurrentDomain.GetAssemblies().Where(IsMarked).ToList();
        return marked.Count == 1
            ? marked[0]
            : throw new InvalidOperationException(
                $"One loaded assembly must carry the metadata '{Mark}'; there are {marked.Count}: "
                + $"{string.Join(", ", marked.Select(static a => a.GetName().Name))}.");
    }

    private static bool IsMarked(Assembly assembly) =>
        !assembly.IsDynamic && assembly.GetCustomAttributes<AssemblyMetadataAttribute>().Any(static metadata => metadata.Key == Mark);
}
