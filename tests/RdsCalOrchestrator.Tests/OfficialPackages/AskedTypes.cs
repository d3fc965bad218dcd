using System.Reflection;
using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using Microsoft.DurableTask;

namespace RdsCalOrchestrator.Tests.OfficialPackages;

/// <summary>What compiled orchestrations ask for, as their input and of the tasks that they call.</summary>
internal static class AskedTypes
{
    private static readonly string[] Asking =
    [
        nameof(TaskOrchestrationContext.GetInput), nameof(TaskOrchestrationContext.CallActivityAsync),
        nameof(TaskOrchestrationContext.CallSubOrchestratorAsync),
    ];

    /// <summary>The type arguments of all such calls of an assembly.</summary>
    public static IReadOnlyList<Type> In(Assembly assembly)
    {
        using var file = new PEReader(File.OpenRead(assembly.Location));
        var metadata = file.GetMetadataReader();
        return
        [
            .. Enumerable.Range(1, metadata.GetTableRowCount(TableIndex.MethodSpec)).Select(MetadataTokens.MethodSpecificationHandle)
                .Where(call => IsAsking(metadata, metadata.GetMethodSpecification(call).Method))
                .SelectMany(call => assembly.ManifestModule.ResolveMethod(MetadataTokens.GetToken(call))!.GetGenericArguments()).Distinct(),
        ];
    }

    private static bool IsAsking(MetadataReader metadata, EntityHandle method) =>
        method.Kind == HandleKind.MemberReference
        && metadata.GetMemberReference((MemberReferenceHandle)method) is { Parent.Kind: HandleKind.TypeReference } called
        && Asking.Contains(metadata.GetString(called.Name))
        && metadata.GetString(metadata.GetTypeReference((TypeReferenceHandle)called.Parent).Name) == nameof(TaskOrchestrationContext);
}
