using Xunit;

namespace RdsCalOrchestrator.Tests.Settings;

/// <summary>A wrong value: the message names the setting, says what it must be, and gives a value that is taken.</summary>
public sealed class WrongValueTests
{
    private const string Time = ", written hh:mm:ss, or d.hh:mm:ss from a day on.";
    private const string Whole = "must be a whole http or https address, and nothing after its path.";
    private const string Https = "must be an https address, and nothing after it: no key and no SAS.";
    private const string Container = "must be the https address of a blob container, and nothing after it: no SAS.";

    public static TheoryData<string, string, string> OutOfRange { get; } = new()
    {
        { "Scripts:Polls:0", "00:00:00", $"must be a time from 00:00:00.1 to 01:00:00{Time} '00:00:00' is not." },
        { "Scripts:Patience", "-00:01:00", $"must be a time from 00:00:01 to 1.00:00:00{Time} '-00:01:00' is not." },
        { "Scripts:Busy", "00:00:00.01", $"must be a time from 00:00:00.1 to 01:00:00{Time} '00:00:00.01' is not." },
        { "Scripts:BusyPatience", "1.00:00:01", $"must be a time from 00:00:01 to 1.00:00:00{Time} '1.00:00:01' is not." },
        { "Scripts:ThrottledPatience", "00:00:00", $"must be a time from 00:00:01 to 1.00:00:00{Time} '00:00:00' is not." },
        { "Scripts:Swept", "01:00:01", $"must be a time from 00:00:00.1 to 01:00:00{Time} '01:00:01' is not." },
        { "Scripts:LongestTimeout", "00:00:00.9", $"must be a time from 00:00:01 to 1.00:00:00{Time} '00:00:00.9' is not." },
        { "Waits:LongestSoak", "00:00:00", $"must be a time from 00:00:01 to 365.00:00:00{Time} '00:00:00' is not." },
        { "Waits:LongestRepeatAfter", "-1.00:00:00", $"must be a time from 00:00:01 to 365.00:00:00{Time} '-1.00:00:00' is not." },
        { "Waits:LongestSafety", "366.00:00:00", $"must be a time from 00:00:01 to 365.00:00:00{Time} '366.00:00:00' is not." },
        { "Sweeping:After", "00:00:00", $"must be a time from 00:00:01 to 30.00:00:00{Time} '00:00:00' is not." },
        { "Sweeping:MostAtOnce", "0", "must be a whole number from 1 to 12. '0' is not." },
        { "Sweeping:MostAtOnce", "13", "must be a whole number from 1 to 12. '13' is not." },
        { "Sweeping:LockedFor", "31.00:00:00", $"must be a time from 00:00:01 to 30.00:00:00{Time} '31.00:00:00' is not." },
        { "Fleet:Share", "0", "must be a number from 0.01 to 1. '0' is not." },
        { "Fleet:Share", "3", "must be a number from 0.01 to 1. '3' is not." },
        { "Fleet:ServerChanges:Burst", "0", "must be a number from 1 to 1000000. '0' is not." },
        { "Fleet:ServerChanges:PerMinute", "0", "must be a number from 0.1 to 1000000. '0' is not." },
        { "Fleet:RegionChanges:Burst", "-1500", "must be a number from 1 to 1000000. '-1500' is not." },
        { "Fleet:RegionChanges:PerMinute", "-1", "must be a number from 0.1 to 1000000. '-1' is not." },
        { "Fleet:Reads:Burst", "0.9", "must be a number from 1 to 1000000. '0.9' is not." },
        { "Fleet:Reads:PerMinute", "1000001", "must be a number from 0.1 to 1000000. A value of 7 characters is not." },
        { "Fleet:Writes:Burst", "0", "must be a number from 1 to 1000000. '0' is not." },
        { "Fleet:Writes:PerMinute", "0", "must be a number from 0.1 to 1000000. '0' is not." },
        { "Fleet:Deletes:Burst", "0", "must be a number from 1 to 1000000. '0' is not." },
        { "Fleet:Deletes:PerMinute", "0", "must be a number from 0.1 to 1000000. '0' is not." },
        { "Fleet:RunsAtOnce", "0", "must be a whole number from 1 to 10000. '0' is not." },
        { "Fleet:ClearinghouseRunsAtOnce", "-1", "must be a whole number from 1 to 10000. '-1' is not." },
        { "Fleet:Lease", "00:01:01", $"must be a time from 00:00:00 to 00:01:00{Time} '00:01:01' is not." },
    };

    public static TheoryData<string, string, string> Unreadable { get; } = new()
    {
        // .NET would take these: for thirty days, half an hour, twenty-four days and one day.
        { "Scripts:Patience", "30", $"must be a time from 00:00:01 to 1.00:00:00{Time} '30' is not." },
        { "Scripts:Swept", "00:30", $"must be a time from 00:00:00.1 to 01:00:00{Time} '00:30' is not." },
        { "Sweeping:LockedFor", "24:00:00", $"must be a time from 00:00:01 to 30.00:00:00{Time} '24:00:00' is not." },
        { "Sweeping:LockedFor", "1:00:00:00", $"must be a time from 00:00:01 to 30.00:00:00{Time} '1:00:00:00' is not." },
        { "Waits:LongestSoak", "P7D", $"must be a time from 00:00:01 to 365.00:00:00{Time} 'P7D' is not." },
        { "Scripts:Polls:1", "soon", $"must be a time from 00:00:00.1 to 01:00:00{Time} 'soon' is not." },
        { "Sweeping:MostAtOnce", "6.5", "must be a whole number from 1 to 12. '6.5' is not." },
        { "Fleet:RunsAtOnce", "many", "must be a whole number from 1 to 10000. 'many' is not." },
        { "Fleet:Share", "0,9", "must be a number from 0.01 to 1. '0,9' is not." },
        { "Fleet:Share", "90%", "must be a number from 0.01 to 1. '90%' is not." },
        { "Fleet:Share", "NaN", "must be a number from 0.01 to 1. 'NaN' is not." },
    };

    public static TheoryData<string, string, string> NoPlainText { get; } = new()
    {
        { "Public:BaseUrl", "migrate.example/MARKED", Whole },
        { "Public:BaseUrl", "/MARKED", Whole },
        { "Public:BaseUrl", "ftp://migrate.example/MARKED", Whole },
        { "Public:BaseUrl", "https://migrate.example/api?code=MARKED", Whole },
        { "Public:BaseUrl", "https://migrate.example/api?", Whole },
        { "Public:BaseUrl", "https://migrate.example/api#MARKED", Whole },
        { "Public:BaseUrl", "https://MARKED@migrate.example/api", Whole },
        { "Public:BaseUrl", " https://migrate.example/MARKED", Whole },
        { "Arm:Endpoint", "http://MARKED.example.com", "must be an https address, or a loopback address of a simulated estate." },
        { "Arm:Endpoint", "http://[MARKED", "must be an address." },
        { "Scripts:OutputContainer", "https://a.blob.core.windows.net/out?sig=MARKED", Container },
        { "Records:TableEndpoint", "https://a.table.core.windows.net?sig=MARKED", Https },
        { "Records:KeyVaultUri", "http://a.vault.azure.net/MARKED", Https },
        { "Records:Tables", "1MARKED", "must be 3 to 50 letters and digits, and begin with a letter." },
    };

    [Theory]
    [MemberData(nameof(OutOfRange))]
    [MemberData(nameof(Unreadable))]
    [MemberData(nameof(NoPlainText))]
    public void Value_ThatIsWrong_IsRefusedByNameWithOneThatIsTaken(string name, string value, string sentence)
    {
        var refusal = Assert.Single(SomeSettings.Refused((name, value)));

        Assert.StartsWith($"{name} {sentence} For example ", refusal, StringComparison.Ordinal);
        Assert.DoesNotContain("MARKED", refusal, StringComparison.Ordinal);
        var example = refusal.Split("For example ")[1].Split('=');
        Assert.Equal(name.Replace(":", "__", StringComparison.Ordinal), example[0]);
        SomeSettings.Taken(SomeSettings.Of((name, example[1])));
    }

    [Fact]
    public void Value_ThatMayBeANumberOfSomebodys_IsNotQuoted() =>
        Assert.DoesNotContain("7654321", Assert.Single(SomeSettings.Refused(("Scripts:Patience", "7654321"))), StringComparison.Ordinal);

    [Fact]
    public void Values_ThatAreEmpty_AreAsNone() => SomeSettings.Taken(SomeSettings.Of(
        ("Scripts:Patience", ""), ("Scripts:Polls:0", ""), ("Fleet:Share", ""), ("Arm:Endpoint", ""), ("Records:Tables", ""),
        ("Waits:Longest", "")));

    [Fact]
    public void Burst_OfWhichTheShareLeavesNoCall_IsRefusedWithBothNames() => Assert.Equal(
        ["Fleet:Deletes:Burst is 1, of which Fleet:Share 0.9 leaves less than one call. Raise Fleet__Deletes__Burst or Fleet__Share."],
        SomeSettings.Refused(("Fleet:Deletes:Burst", "1")));

    [Fact]
    public void Tables_InTwoPlaces_AreRefusedWithBothNames() => Assert.Equal(
        ["Records:TableEndpoint and Records:ConnectionString are both set. Remove Records__TableEndpoint or Records__ConnectionString."],
        SomeSettings.Refused(
            ("Records:TableEndpoint", "https://a.table.core.windows.net"), ("Records:ConnectionString", "UseDevelopmentStorage=true")));
}
