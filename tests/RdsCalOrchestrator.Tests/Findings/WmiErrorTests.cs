using System.Globalization;
using System.Reflection;
using System.Text.Json;
using RdsCalOrchestrator.Domain.Findings;
using RdsCalOrchestrator.Simulator.LicenseServers;
using Xunit;

namespace RdsCalOrchestrator.Tests.Findings;

/// <summary>Every error of WMI becomes a finding that names its number and says what to do.</summary>
public sealed class WmiErrorTests
{
    /// <summary>The simulator's catalogue of faults, as scripts print their codes.</summary>
    public static TheoryData<string, string> Faults =>
    [
        .. typeof(CimFault).GetFields(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public).Where(static f => f.IsLiteral)
            .Select(static f => (f.Name, string.Create(CultureInfo.InvariantCulture, $"0x{(uint)f.GetRawConstantValue()!:x8}"))),
    ];

    [Theory]
    [MemberData(nameof(Faults))]
    public void Code_OfTheSimulatorsCatalogue_HasARowAndMakesAFinding(string fault, string code)
    {
        var finding = new ScriptProblem($"WMI-{code}", "Win32_TSLicenseKeyPack").FindingOf("ls01");

        Assert.NotEqual(WmiErrors.UnknownName, WmiErrors.Of(code).Name);
        Assert.Equal(Underscores(fault), WmiErrors.Of(code).Name["WBEM_E_".Length..]);
        Assert.StartsWith($"Win32_TSLicenseKeyPack on ls01 answered {code} (WBEM_E_", finding!.Sentence, StringComparison.Ordinal);
        Assert.NotEmpty(finding.Fix);
    }

    [Theory]
    [InlineData("0x80041099")]
    [InlineData("0x80070005")]
    [InlineData("no number at all")]
    public void Code_ThatNobodyKnows_IsAFindingWithItsNumber(string code)
    {
        var finding = new ScriptProblem($"WMI-{code}", "ActivateServer").FindingOf("ls01")!;

        Assert.Equal("LS-WMI-ERROR", finding.Id);
        Assert.Contains(code, finding.Sentence, StringComparison.Ordinal);
        Assert.Contains("number", finding.Fix, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0x80041014", "LS-NOT-RUNNING")]
    [InlineData("0x80041010", "LS-PROVIDER-UNUSABLE")]
    [InlineData("0x80041016", "LS-WMI-ERROR")]
    public void Code_WhoseCauseIsKnown_IsTheFindingOfItsCause(string code, string id) =>
        Assert.Equal(id, new ScriptProblem($"WMI-{code}", "at").FindingOf("ls01")!.Id);

    [Fact]
    public void Problem_InAnyLanguage_IsReadByItsCodeAlone()
    {
        var frame = """[{"code":"WMI-0x80041014","at":"Win32_TSLicenseServer","hresult":"0x80041014","text":"Fehler bei der Initialisierung "}]""";

        var problem = Assert.Single(ScriptProblem.AllOf(JsonDocument.Parse(frame).RootElement));

        Assert.DoesNotContain("Initialisierung", problem.FindingOf("ls01")!.ToString(), StringComparison.Ordinal);
    }

    [Fact]
    public void Problem_OfTheAppsOwn_SaysNothingOfTheServer()
    {
        Assert.Null(new ScriptProblem("RDS-ERROR", "clearinghouse.one.microsoft.com").FindingOf("ls01"));
        Assert.Null(new ScriptProblem("RDS-FRAME-TOO-LONG", "Inspect").FindingOf("ls01"));
    }

    private static string Underscores(string name) =>
        string.Concat(name.Select(static (c, i) => i > 0 && char.IsUpper(c) ? $"_{c}" : $"{char.ToUpperInvariant(c)}"));
}
