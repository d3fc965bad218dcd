using System.Text.RegularExpressions;
using Microsoft.Extensions.Options;
using RdsCalOrchestrator.Functions;
using RdsCalOrchestrator.Functions.Settings;
using RdsCalOrchestrator.RunCommand.Arm;
using Xunit;

namespace RdsCalOrchestrator.Tests.Settings;

/// <summary>Every property of every options class: read, with a range, and described in docs/settings.md as it is.</summary>
public sealed partial class AllSettingsTests
{
    private static readonly IReadOnlyList<Type> Classes =
    [
        .. new[] { typeof(OrchestratorApp), typeof(ArmOptions) }.SelectMany(static t => t.Assembly.GetTypes())
            .Where(static t => t.GetField("Section") is { IsLiteral: true }),
    ];

    private static readonly IReadOnlyList<Setting> All =
    [
        .. Classes.SelectMany(static c => Setting.Of(SectionOf(c), Activator.CreateInstance(c)!))
            .OrderBy(static s => s.Name, StringComparer.Ordinal),
    ];

    [Fact]
    public void Classes_AreFound() => Assert.InRange(Classes.Count, 8, 50);

    [Fact]
    public void Class_OfEachArea_IsRead()
    {
        var registered = SomeSettings.Taken(SomeSettings.Of()).Select(static s => s.ServiceType).ToHashSet();

        Assert.All(Classes, c => Assert.Contains(typeof(IOptions<>).MakeGenericType(c), registered));
    }

    [Fact]
    public void Property_OfEachClass_IsASetting() => Assert.All(
        Classes.SelectMany(static c => c.GetProperties().Select(p => $"{SectionOf(c)}:{p.Name}")),
        static name => Assert.Contains(All, s => s.Name == name || s.Name.StartsWith($"{name}:", StringComparison.Ordinal)));

    [Fact]
    public void Setting_ThatIsNoTextOrAddress_HasARange() => Assert.Equal(
        [
            "Arm:Endpoint", "Public:BaseUrl", "Records:ConnectionString", "Records:Directory", "Records:KeyRing", "Records:KeyVaultUri",
            "Records:TableEndpoint", "Records:Tables", "Scripts:OutputContainer",
        ],
        All.Where(static s => s.Within is null).Select(static s => s.Name));

    [Fact]
    public void Default_OfEachSetting_IsTakenAsItIsWritten() =>
        SomeSettings.Taken(SomeSettings.Of([.. All.Select(static s => (s.Name, (string?)s.Value))]));

    [Fact]
    public void Document_DescribesEachSettingOnceWithItsRangeAndDefault()
    {
        var described = Rows().Matches(File.ReadAllText(Repository.File("docs/settings.md")))
            .ToDictionary(
                static r => r.Groups["name"].Value, static r => (Form: r.Groups["form"].Value, Default: r.Groups["default"].Value));

        Assert.Equal(All.Select(static s => s.Name), described.Keys.Order(StringComparer.Ordinal));
        Assert.All(All.Where(static s => s.Within is not null), s => Assert.Equal($"{s.Within}", described[s.Name].Form));
        Assert.All(All.Where(static s => s.Value is not ""), s => Assert.Equal($"`{s.Value}`", described[s.Name].Default));
    }

    [Theory]
    [InlineData("docs", "*.md")]
    [InlineData("infra", "*.bicep")]
    public void Name_InADocumentOrATemplate_IsOneOfASetting(string folder, string files)
    {
        var named = Directory.EnumerateFiles(Repository.File(folder), files, SearchOption.AllDirectories)
            .SelectMany(static f => Names().Matches(File.ReadAllText(f)))
            .Select(static n => n.Value.Replace("__", ":", StringComparison.Ordinal)).ToList();

        Assert.NotEmpty(named);
        Assert.All(named, static n => Assert.Contains(n, All.Select(static s => s.Name)));
    }

    private static string SectionOf(Type options) => (string)options.GetField("Section")!.GetRawConstantValue()!;

    [GeneratedRegex(@"^\| `(?<name>\w+(:\w+)+)` \| .+ \| (?<form>[^|]+) \| (?<default>[^|]+) \|$", RegexOptions.Multiline)]
    private static partial Regex Rows();

    [GeneratedRegex(@"\b(Public|Records|Arm|Fleet|Scripts|Sweeping|Waits)((:|__)[A-Z0-9][A-Za-z0-9]*)+")]
    private static partial Regex Names();
}
