using System.Xml;

namespace RdsCalOrchestrator.Functions.Submissions.Estates;

/// <summary>A duration of a policy, such as <c>P7D</c> or <c>PT12H</c>, of the form that was checked before.</summary>
internal static class PolicyDuration
{
    public static TimeSpan Parse(string text) => XmlConvert.ToTimeSpan(text);
}
