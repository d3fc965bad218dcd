using Microsoft.Azure.Functions.Worker.Discovery;
using Microsoft.Extensions.Configuration;

namespace Embedded.Tests.Refusals;

/// <summary>The problems a start with the functions of some classes ends with; none if it goes on.</summary>
internal sealed record Refused(IReadOnlyList<string> Problems)
{
    public static Refused For(params IEnumerable<Type> classes) => Read(new ConfigurationManager(), classes);

    public static Refused With(string setting, string value, Type functions) => Read(new ConfigurationManager { [setting] = value }, [functions]);

    private static Refused Read(ConfigurationManager settings, IEnumerable<Type> classes)
    {
        try
        {
            AppFunctions.Read(classes, settings, "api", answersHttp: true);
            return new Refused([]);
        }
        catch (InvalidOperationException refusal)
        {
            return new Refused([.. refusal.Message.Split('\n').Skip(1)]);
        }
    }

    public void Of(string function, string problem) => Assert.Contains(
        Problems,
        line => line.StartsWith($"- Function '{function}': ", StringComparison.Ordinal) && line.Contains(problem, StringComparison.Ordinal));
}
