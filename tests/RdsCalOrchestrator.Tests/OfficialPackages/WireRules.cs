using System.Reflection;
using System.Text.Json.Serialization;

namespace RdsCalOrchestrator.Tests.OfficialPackages;

/// <summary>
/// What survives the way into and out of an activity or orchestration: values are written by their run-time type, numbers pass through
/// double, and an enum that is written as a number changes its meaning when its members move.
/// </summary>
internal static class WireRules
{
    private static readonly Type[] Plain =
    [
        typeof(void), typeof(string), typeof(bool), typeof(int), typeof(long), typeof(Guid),
        typeof(DateTime), typeof(DateTimeOffset), typeof(DateOnly), typeof(TimeSpan), typeof(Uri),
    ];

    public static IEnumerable<string> Broken(Type type)
    {
        if (!type.IsSealed && ElementOf(type) is null)
            yield return $"{type.Name} is not sealed: what was written could not be read back";
        foreach (var problem in Inside(type, type.Name, []))
            yield return problem;
    }

    private static IEnumerable<string> Inside(Type type, string path, HashSet<Type> seen)
    {
        if (Nullable.GetUnderlyingType(type) is { } value)
            return Inside(value, path, seen);
        if (Plain.Contains(type) || !seen.Add(type))
            return [];
        if (!type.IsVisible)
            return [$"{path}: {type.Name} is not public"];
        var converter = type.GetCustomAttribute<JsonConverterAttribute>()?.ConverterType;
        if (type.IsEnum && converter != typeof(JsonStringEnumConverter<>).MakeGenericType(type))
            return [$"{path}: {type.Name} is written as a number"];
        // It writes itself.
        if (converter is not null)
            return [];
        if (ElementOf(type) is { } element)
            return Inside(element, $"{path}[]", seen);
        return type.Namespace!.StartsWith(nameof(System), StringComparison.Ordinal) && !IsA(typeof(KeyValuePair<,>), type)
            ? [$"{path}: {type.Name} is not plain"]
            : InsideRecord(type, path, seen);
    }

    private static IEnumerable<string> InsideRecord(Type type, string path, HashSet<Type> seen)
    {
        var cases = type.GetCustomAttributes<JsonDerivedTypeAttribute>(inherit: false).Select(static one => one.DerivedType).ToList();
        return
        [
            .. type.IsAbstract && cases.Count == 0 ? [$"{path}: {type.Name} names none of its cases"] : (string[])[],
            .. cases.SelectMany(one => Inside(one, $"{path}.{one.Name}", seen)),
            .. type.GetProperties(BindingFlags.Public | BindingFlags.Instance)
                .Where(static property => property.GetCustomAttribute<JsonIgnoreAttribute>()?.Condition != JsonIgnoreCondition.Always)
                .SelectMany(property => Inside(property.PropertyType, $"{path}.{property.Name}", seen)),
        ];
    }

    // Those of a dictionary are pairs.
    private static Type? ElementOf(Type type) => type == typeof(string)
        ? null
        : type.GetInterfaces().Append(type).FirstOrDefault(static i => IsA(typeof(IEnumerable<>), i))?.GetGenericArguments()[0];

    private static bool IsA(Type generic, Type type) => type.IsGenericType && type.GetGenericTypeDefinition() == generic;
}
