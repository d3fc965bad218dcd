using System.Globalization;
using System.Reflection;
using System.Runtime.CompilerServices;

namespace Embedded.Tests.OfficialApi;

/// <summary>Types and members as the lines of the official list.</summary>
internal static class ApiLines
{
    private const BindingFlags Declared =
        BindingFlags.DeclaredOnly | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.Static | BindingFlags.Instance;

    /// <summary>All that a user of the type sees, its own kind first.</summary>
    public static IEnumerable<string> Of(Type type) =>
        MembersOf(type).Select(LineOf).Prepend(Kind(type)).Select(line => $"{TypeNames.FullOf(type)}: {line}");

    /// <summary>One line, for a member of any type; a property's accessor stands for the property.</summary>
    public static string Of(MemberInfo member)
    {
        var type = member.DeclaringType!;
        var shown = member is MethodInfo { IsSpecialName: true } accessor
            ? type.GetProperties(Declared).FirstOrDefault(p => p.GetMethod == accessor || p.SetMethod == accessor) ?? member
            : member;
        return $"{TypeNames.FullOf(type)}: {LineOf(shown)}";
    }

    private static IEnumerable<MemberInfo> MembersOf(Type type)
    {
        if (typeof(Delegate).IsAssignableFrom(type))
            return [type.GetMethod("Invoke")!];
        return type.GetMembers(Declared).Where(static member => member switch
        {
            _ when member.IsDefined(typeof(CompilerGeneratedAttribute)) => false,
            FieldInfo field => IsSeen(field.Attributes) && !field.IsSpecialName,
            PropertyInfo property => property.GetAccessors(nonPublic: true).Any(IsSeen) && property.Name != "EqualityContract",
            MethodInfo { IsSpecialName: true } method => IsSeen(method) && method.Name.StartsWith("op_", StringComparison.Ordinal),
            MethodBase method => IsSeen(method),
            _ => false,
        });
    }

    private static string LineOf(MemberInfo member) => member switch
    {
        FieldInfo { DeclaringType.IsEnum: true } value =>
            $"{value.Name} = {Convert.ToInt64(value.GetRawConstantValue(), CultureInfo.InvariantCulture)}",
        FieldInfo field => $"{(field.IsStatic ? "static " : "")}{TypeNames.Of(field.FieldType)} {field.Name}",
        PropertyInfo property =>
            $"{Modifiers(property.GetAccessors(nonPublic: true).OrderByDescending(IsSeen).First())}"
            + $"{TypeNames.Of(property.PropertyType)} {property.Name} {Accessors(property)}",
        ConstructorInfo constructor => $"{Modifiers(constructor)}{TypeNames.WithoutArity(constructor.DeclaringType!.Name)}{Parameters(constructor)}",
        MethodInfo method =>
            $"{Modifiers(method)}{TypeNames.Of(method.ReturnType)} {method.Name}{Generics(method)}{Parameters(method)}{Constraints(method)}",
        _ => throw new ArgumentException($"{member} is no member of the list.", nameof(member)),
    };

    private static string Kind(Type type) => type switch
    {
        { IsEnum: true } => "enum",
        { IsInterface: true } => "interface",
        { IsValueType: true } => "struct",
        _ when typeof(Delegate).IsAssignableFrom(type) => "delegate",
        _ => type.GetMethod("<Clone>$", Declared) is null ? "class" : "record",
    };

    private static bool IsSeen(MethodBase method) => method.IsPublic || method.IsFamily || method.IsFamilyOrAssembly;

    private static bool IsSeen(FieldAttributes field) =>
        (field & FieldAttributes.FieldAccessMask) is FieldAttributes.Public or FieldAttributes.Family or FieldAttributes.FamORAssem;

    private static string Modifiers(MethodBase method) =>
        $"{(method.IsPublic || (method.IsConstructor && method.DeclaringType!.IsAbstract) ? "" : "protected ")}{(method.IsStatic ? "static " : "")}";

    private static string Accessors(PropertyInfo property)
    {
        var get = property.GetMethod is { } getter && IsSeen(getter) ? "get; " : "";
        var set = property.SetMethod is not { } setter || !IsSeen(setter) ? ""
            : setter.ReturnParameter.GetRequiredCustomModifiers().Contains(typeof(IsExternalInit)) ? "init; " : "set; ";
        return $"{{ {get}{set}}}";
    }

    private static string Generics(MethodInfo method) =>
        method.IsGenericMethod ? $"<{string.Join(", ", method.GetGenericArguments().Select(TypeNames.Of))}>" : "";

    private static string Parameters(MethodBase method)
    {
        var written = method.GetParameters().Select(Parameter).ToList();
        if (method.IsDefined(typeof(ExtensionAttribute)))
            written[0] = $"this {written[0]}";
        return $"({string.Join(", ", written)})";
    }

    private static string Parameter(ParameterInfo parameter)
    {
        var word = parameter.IsDefined(typeof(ParamArrayAttribute)) ? "params " : "";
        var ifAbsent = !parameter.HasDefaultValue ? "" : parameter.RawDefaultValue switch
        {
            null => parameter.ParameterType.IsValueType ? " = default" : " = null",
            bool value => value ? " = true" : " = false",
            var value => $" = {Convert.ToString(value, CultureInfo.InvariantCulture)}",
        };
        return $"{word}{TypeNames.Of(parameter.ParameterType)} {parameter.Name}{ifAbsent}";
    }

    private static string Constraints(MethodInfo method) => string.Concat(
        from argument in method.IsGenericMethod ? method.GetGenericArguments() : []
        let isClass = argument.GenericParameterAttributes.HasFlag(GenericParameterAttributes.ReferenceTypeConstraint)
        let words = argument.GetGenericParameterConstraints().Select(TypeNames.Of)
        let all = isClass ? words.Prepend("class") : words
        where all.Any()
        select $" where {argument.Name} : {string.Join(", ", all)}");
}
