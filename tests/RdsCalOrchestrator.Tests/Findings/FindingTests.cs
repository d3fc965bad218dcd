using System.Reflection;
using System.Text.RegularExpressions;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Domain.Packs;
using RdsCalOrchestrator.RunCommand.Arm;
using RdsCalOrchestrator.Tests.Migrations;
using RdsCalOrchestrator.Tests.RunCommand.Arm;
using Xunit;

namespace RdsCalOrchestrator.Tests.Findings;

/// <summary>Each finding has a sentence and a fix, is documented, and those of servers are driven by a test.</summary>
public sealed partial class FindingTests
{
    public static TheoryData<string> Builders =>
    [
        .. new[] { typeof(Catalogue), typeof(ArmFindings) }
            .SelectMany(static t => t.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic))
            .Where(static m => m.ReturnType == typeof(Finding) && !m.IsPrivate && m.GetParameters().Length > 0)
            .Select(static m => $"{m.DeclaringType!.Name}.{m.Name}"),
    ];

    [Theory]
    [MemberData(nameof(Builders))]
    public void Finding_OfEachBuilder_HasASentenceAndAFix(string builder)
    {
        foreach (var flag in new[] { false, true })
        {
            var finding = Build(builder, flag);

            Assert.Matches("^(IN|AZ|LS|CH|PK|DIR|HOST|RUN|ASM)(-[A-Z0-9]+)+$", finding.Id);
            Assert.Matches("[^ .]", finding.Sentence);
            Assert.Matches(@"^[A-Z].*\.$", finding.Fix);
            Assert.NotEmpty(finding.Subject);
        }
    }

    [Fact]
    public void Builders_AreFound() => Assert.InRange(Builders.Count, 50, 200);

    [Fact]
    public void Ids_OfTheSource_AreThoseOfTheDocument() => Assert.Equal(InSource(), Ids(Read("docs/findings.md", "^\\| ([A-Z0-9-]+) \\|")));

    [Fact]
    public void Ids_OfTheDocument_AreThereOnce() => Assert.Distinct(Read("docs/findings.md", "^\\| ([A-Z0-9-]+) \\|"));

    [Fact]
    public void Ids_OfServers_AreEachNamedByATest()
    {
        var others = Sources("tests").Where(static f => Path.GetFileName(f) != $"{nameof(FindingTests)}.cs");
        var tests = string.Concat(others.Select(File.ReadAllText));

        Assert.All(
            InSource().Where(static id => id.StartsWith("AZ-", StringComparison.Ordinal) || id.StartsWith("LS-", StringComparison.Ordinal)),
            id => Assert.Contains($"\"{id}\"", tests, StringComparison.Ordinal));
    }

    private static Finding Build(string builder, bool flag)
    {
        var parts = builder.Split('.');
        var type = parts[0] == nameof(Catalogue) ? typeof(Catalogue) : typeof(ArmFindings);
        var method = type.GetMethod(parts[1], BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic)!;
        return (Finding)method.Invoke(null, [.. method.GetParameters().Select(p => Argument(p, flag))])!;
    }

    private static object? Argument(ParameterInfo parameter, bool flag) => parameter.ParameterType switch
    {
        var t when t == typeof(bool) => flag,
        var t when t == typeof(int) => 3,
        var t when t == typeof(long) => 3L,
        var t when t == typeof(string) => parameter.Name == "osBuild" ? "6.3.9600" : "something",
        var t when t == typeof(CalKind) => new CalKind(CalVersion.V2019, CalType.User),
        var t when t == typeof(LicenseKeyPack) => Some.Moving,
        var t when t == typeof(IReadOnlyList<LicenseKeyPack>) => new[] { Some.Moving },
        var t when t == typeof(IReadOnlyList<string>) => new[] { "A-443" },
        var t when t == typeof(Uri) => flag || !parameter.IsOptional ? new Uri("https://heron.blob.core.windows.net/output/alpha~rc-1.txt") : null,
        var t when t == typeof(WmiError) => WmiErrors.Of("0x80041001"),
        var t when t == typeof(ArmFailure) => new ArmFailure(400, "InvalidParameter", "Azure's words.", null),
        var t when t == typeof(Domain.Identifiers.ServerId) => FakeArm.Server,
        var t => throw new NotSupportedException($"Say here what a {t.Name} is."),
    };

    // Literals of the form of an id, wherever the source has them.
    private static IReadOnlyList<string> InSource() =>
        Ids(Sources("src").SelectMany(static f => IdLiteral().Matches(File.ReadAllText(f)).Select(static m => m.Groups[1].Value)));

    private static IReadOnlyList<string> Ids(IEnumerable<string> ids) => [.. ids.Distinct().Order(StringComparer.Ordinal)];

    private static IReadOnlyList<string> Read(string file, string pattern) =>
    [
        .. Regex.Matches(File.ReadAllText(Repository.File(file)), pattern, RegexOptions.Multiline).Select(static m => m.Groups[1].Value),
    ];

    private static IEnumerable<string> Sources(string folder) =>
        Directory.EnumerateFiles(Repository.File(folder), "*.cs", SearchOption.AllDirectories);

    [GeneratedRegex("\"((?:IN|AZ|LS|CH|PK|DIR|HOST|RUN|ASM)(?:-[A-Z0-9]+)+)\"")]
    private static partial Regex IdLiteral();
}
