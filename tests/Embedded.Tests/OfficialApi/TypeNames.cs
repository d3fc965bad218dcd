namespace Embedded.Tests.OfficialApi;

/// <summary>Types as C# writes them, without namespaces and without what may be null among references.</summary>
internal static class TypeNames
{
    private static readonly Dictionary<Type, string> Keywords = new()
    {
        [typeof(void)] = "void", [typeof(object)] = "object", [typeof(string)] = "string", [typeof(bool)] = "bool",
        [typeof(int)] = "int", [typeof(long)] = "long", [typeof(double)] = "double",
    };

    public static string Of(Type type)
    {
        if (Keywords.TryGetValue(type, out var keyword))
            return keyword;
        if (type.IsArray)
            return $"{Of(type.GetElementType()!)}[]";
        if (Nullable.GetUnderlyingType(type) is { } value)
            return $"{Of(value)}?";
        return type.IsGenericType
            ? $"{WithoutArity(type.Name)}<{string.Join(", ", type.GetGenericArguments().Select(Of))}>"
            : type.Name;
    }

    /// <summary>With its namespace, as the list begins its lines.</summary>
    public static string FullOf(Type type) => $"{type.Namespace}.{Of(type)}";

    public static string WithoutArity(string name) => name.Split('`')[0];
}
