using Microsoft.Extensions.Configuration;
using Xunit;

namespace RdsCalOrchestrator.Tests.Settings;

/// <summary>A name that no options class has, in a section of ours.</summary>
public sealed class UnknownSettingTests
{
    [Theory]
    [InlineData("Scripts:Patiance", "Did you mean 'Patience'? Remove Scripts__Patiance, or name one of: Busy, BusyPatience, ")]
    [InlineData("Scripts:Polls", "Did you mean 'Polls:0'? Remove Scripts__Polls, or name one of: ")]
    [InlineData("Scripts:Polls:First", "Remove Scripts__Polls__First, or name one of: ")]
    [InlineData("Scripts:Patience:Minutes", "Remove Scripts__Patience__Minutes, or name one of: ")]
    [InlineData("Waits:LongestSoaks", "Did you mean 'LongestSoak'? Remove Waits__LongestSoaks, or name one of: LongestRepeatAfter, ")]
    [InlineData("Sweeping:Most", "Remove Sweeping__Most, or name one of: After, LockedFor, MostAtOnce.")]
    [InlineData("Fleet:ServerChanges:Burts", "Did you mean 'ServerChanges:Burst'? Remove Fleet__ServerChanges__Burts, or name one of: ")]
    [InlineData("Fleet:ServerChanges", "Remove Fleet__ServerChanges, or name one of: ")]
    [InlineData("Public:Url", "Remove Public__Url, or name one of: BaseUrl.")]
    [InlineData("Arm:Endpoints", "Did you mean 'Endpoint'? Remove Arm__Endpoints, or name one of: Endpoint.")]
    [InlineData("Records:TablesEndpoint", "Did you mean 'TableEndpoint'? Remove Records__TablesEndpoint, or name one of: ")]
    public void Name_OfNoSetting_IsRefusedWithThoseThatAre(string name, string fix)
    {
        var refusal = Assert.Single(SomeSettings.Refused((name, "MARKED")));

        Assert.Contains(fix, refusal, StringComparison.Ordinal);
        Assert.StartsWith($"{name} is no setting. ", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("MARKED", refusal, StringComparison.Ordinal);
    }

    [Fact]
    public void Names_InAnotherCase_AreTheSame() =>
        SomeSettings.Taken(SomeSettings.Of(("SCRIPTS:POLLS:0", "00:00:05"), ("fleet:reads:burst", "100")));

    // Windows has a variable PUBLIC, and other programs have sections of their own.
    [Fact]
    public void Names_ThatAreNotInASectionOfOurs_AreLeftAlone() =>
        SomeSettings.Taken(SomeSettings.Of(
            ("PUBLIC", @"C:\Users\Public"), ("Functions:Keys:Function", "k"), ("ScriptsAndMore:Patiance", "1")));

    [Fact]
    public void Name_OfAFix_IsTheOneOfAnEnvironmentVariable()
    {
        // A prefix of its own, for other tests read the same environment.
        Environment.SetEnvironmentVariable("RDSCAL_UNKNOWN_SETTING_TESTS_Scripts__Patiance", "00:30:00");

        var settings = new ConfigurationBuilder().AddEnvironmentVariables("RDSCAL_UNKNOWN_SETTING_TESTS_").Build();

        var refused = Assert.Throws<InvalidOperationException>(() => SomeSettings.Taken(settings));
        Assert.Contains("Remove Scripts__Patiance, or name one of: Busy, ", refused.Message, StringComparison.Ordinal);
    }
}
