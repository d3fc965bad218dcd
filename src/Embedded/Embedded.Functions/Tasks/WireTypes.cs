using System.Collections;
using System.Text.Json.Serialization;

namespace Microsoft.Azure.Functions.Worker.Tasks;

/// <summary>What may cross the boundary of an activity or orchestration.</summary>
/// <remarks>
/// Values are written by run-time type, so a hierarchy at the top loses the discriminator that reading it back needs.
/// As a property of a record, or in a list, it is written by declared type and survives.
/// </remarks>
internal static class WireTypes
{
    public static IEnumerable<string> ProblemsOf(string what, Type type)
    {
        var isHierarchy = type.IsDefined(typeof(JsonPolymorphicAttribute), inherit: false)
            || type.IsDefined(typeof(JsonDerivedTypeAttribute), inherit: false)
            || ((type.IsAbstract || type.IsInterface) && !type.IsAssignableTo(typeof(IEnumerable)));
        if (isHierarchy)
            yield return $"{what} is {type.Name}, a bare hierarchy, which could not be read back; make it a property of a record.";
    }
}
