using System.Text;

namespace RdsCalOrchestrator.RunCommand;

/// <summary>
/// Parameters travel as Base64 of UTF-8 JSON: a run command's parameters become a command line, where quotes, carets and percent signs would
/// not arrive as they were sent.
/// </summary>
public static class RequestEncoding
{
    public static string ToBase64(string json) => Convert.ToBase64String(Encoding.UTF8.GetBytes(json));
}
