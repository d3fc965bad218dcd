using System.Text;
using Xunit;

namespace RdsCalOrchestrator.Scenarios.Secrets;

/// <summary>The scan is worth what its search finds.</summary>
public sealed class MarkedSecretTests
{
    [Theory]
    [InlineData("{\"n\":\"6570037\"}")]
    [InlineData("{\"no\":\"6570037\"}")]
    [InlineData("{\"num\":\"6570037\",\"more\":1}")]
    public void Secret_InsideBase64_IsFoundWhateverStandsAroundIt(string text)
    {
        var secret = new MarkedSecret("a number", "6570037");

        Assert.True(secret.IsIn($"parameters: {InBase64(text)}"));
        Assert.False(secret.IsIn(InBase64(text.Replace("6570037", "7570037", StringComparison.Ordinal))));
    }

    [Fact]
    public void Secret_InGroupsOfFive_IsFound() =>
        Assert.True(new MarkedSecret("an ID", "BCDFGHJKMPQRTVW").IsIn("the ID BCDFG-HJKMP-QRTVW."));

    private static string InBase64(string text) => Convert.ToBase64String(Encoding.UTF8.GetBytes(text));
}
