using RdsCalOrchestrator.Functions.Scripts;
using Xunit;

namespace RdsCalOrchestrator.Tests.Scripts;

/// <summary>When a running command is looked at.</summary>
public sealed class ScriptTimesTests
{
    private static readonly DateTimeOffset Sent = new(2026, 11, 28, 20, 0, 0, TimeSpan.Zero);
    private static readonly int[] Seconds = [20, 20, 30, 60, 60];

    [Theory]
    [InlineData("rc-m-101-import-t-3")]
    [InlineData("rc-m-102-inspect-s-1")]
    public void NextLook_OfOneRun_IsAlwaysAtTheSameTimesAFifthAboutTheirPlan(string run)
    {
        var looks = Looks(run);

        Assert.Equal(looks, Looks(run));
        Assert.All(looks.Zip(Seconds), static l => Assert.InRange(l.First.TotalSeconds, l.Second * 0.8, l.Second * 1.2));
        var pace = looks[0] / TimeSpan.FromSeconds(20);
        Assert.All(looks.Zip(Seconds), l => Assert.Equal(l.Second * pace, l.First.TotalSeconds, 3));
    }

    [Fact]
    public void NextLook_OfManyRunsSentTogether_IsSpreadOverTheWholeFifth()
    {
        var first = Enumerable.Range(0, 200).Select(static n => Looks($"rc-m-{n}-inspect-s-1")[0].TotalSeconds).ToList();

        Assert.True(first.Min() < 17 && first.Max() > 23 && first.Distinct().Count() > 190);
    }

    [Fact]
    public void BusyWait_OfRunsInARow_DoublesUpToFourMinutes() =>
        Assert.Equal([30, 60, 120, 240, 240], Enumerable.Range(1, 5).Select(static n => (int)new ScriptTimes().BusyWait(n).TotalSeconds));

    private static IReadOnlyList<TimeSpan> Looks(string run)
    {
        var times = new ScriptTimes();
        var looks = new List<TimeSpan>();
        for (var now = Sent; looks.Count < Seconds.Length;)
        {
            var next = times.NextLook(run, Sent, now);
            looks.Add(next - now);
            now = next;
        }

        return looks;
    }
}
