using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using System.Runtime.CompilerServices;

namespace Embedded.Tests.OfficialApi;

/// <summary>What the compiled code of an assembly takes from the embedded runtime: the exact form of "the app uses".</summary>
internal static class MemberReferences
{
    // Stand for the type arguments of generic code that a reference is made from.
    private static readonly Type[] Anything = [.. Enumerable.Repeat(typeof(object), 8)];

    /// <summary>One line for every type and member, as the official list writes it.</summary>
    public static IReadOnlyList<string> IntoTheRuntime(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        var types = metadata.TypeReferences.Where(handle => IsOfTheRuntime(metadata, handle))
            .Select(handle => ApiLines.Of(assembly.ManifestModule.ResolveType(MetadataTokens.GetToken(handle))).First());
        var members = metadata.MemberReferences.Where(handle => IsOfTheRuntime(metadata, metadata.GetMemberReference(handle).Parent))
            .Select(handle => Definition(assembly.ManifestModule.ResolveMember(MetadataTokens.GetToken(handle), Anything, Anything)!))
            .Where(static member => !IsMadeForARecord(member)).Select(ApiLines.Of);
        return [.. types.Concat(members).Distinct()];
    }

    private static bool IsOfTheRuntime(MetadataReader metadata, EntityHandle type) => type.Kind switch
    {
        HandleKind.TypeReference => IsOfTheRuntime(metadata, metadata.GetTypeReference((TypeReferenceHandle)type).ResolutionScope),
        HandleKind.TypeSpecification => GenericTypeOf(metadata, (TypeSpecificationHandle)type) is { } generic && IsOfTheRuntime(metadata, generic),
        HandleKind.AssemblyReference => metadata.GetString(metadata.GetAssemblyReference((AssemblyReferenceHandle)type).Name)
            .StartsWith("Embedded.", StringComparison.Ordinal),
        _ => false,
    };

    // ECMA-335 II.23.2.14: GENERICINST, CLASS or VALUETYPE, then the generic type.
    private static EntityHandle? GenericTypeOf(MetadataReader metadata, TypeSpecificationHandle type)
    {
        var signature = metadata.GetBlobReader(metadata.GetTypeSpecification(type).Signature);
        if (signature.ReadSignatureTypeCode() != SignatureTypeCode.GenericTypeInstance)
            return null;
        signature.ReadCompressedInteger();
        return signature.ReadTypeHandle();
    }

    private static MemberInfo Definition(MemberInfo member) => member.Module.ResolveMember(member.MetadataToken)!;

    // Equality and copies of records are the compiler's on both sides.
    private static bool IsMadeForARecord(MemberInfo member) =>
        member is MethodBase { IsSpecialName: false } or ConstructorInfo && member.IsDefined(typeof(CompilerGeneratedAttribute));
}
