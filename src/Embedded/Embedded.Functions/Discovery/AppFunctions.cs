using System.Reflection;

namespace Microsoft.Azure.Functions.Worker.Discovery;

/// <summary>The functions of the app, found by reflection where the worker SDK generates code.</summary>
internal sealed class AppFunctions(IReadOnlyList<AppFunction> all)
{
    private const string Mark = "Embedded.Functions.App";

    public IReadOnlyList<AppFunction> All { get; } = all;

    /// <summary>
    /// The assembly that carries the mark. Neither the entry assembly (the Demo, a test runner) nor the calling one (which inlining may
    /// change) names the app.
    /// </summary>
    public static AppFunctions OfApp() => Of(AppDomain.CurrentDomain.GetAssemblies()
        .Single(static a => !a.IsDynamic && a.GetCustomAttributes<AssemblyMetadataAttribute>().Any(static m => m.Key == Mark)).GetTypes());

    /// <exception cref="InvalidOperationException">The Functions host would treat something differently; every problem names its function.</exception>
    public static AppFunctions Of(IEnumerable<Type> types)
    {
        const BindingFlags Every = BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Instance | BindingFlags.Static | BindingFlags.DeclaredOnly;
        var functions = types.SelectMany(static t => t.GetMethods(Every)).Where(static m => m.GetCustomAttribute<FunctionAttribute>() is not null)
            .Select(AppFunction.Of).OrderBy(static f => f.Name, StringComparer.Ordinal).ToList();
        var problems = Refusals.Of(functions).ToList();
        return problems.Count == 0
            ? new AppFunctions(functions)
            : throw new InvalidOperationException("The Functions host would treat these functions differently:" + Environment.NewLine + string.Join(Environment.NewLine, problems));
    }

    public AppFunction? Orchestrator(string name) => Find<OrchestrationTriggerAttribute>(name);

    public AppFunction? Activity(string name) => Find<ActivityTriggerAttribute>(name);

    private AppFunction? Find<T>(string name) => All.FirstOrDefault(f => f.Trigger is T && string.Equals(f.Name, name, StringComparison.OrdinalIgnoreCase));
}
