using System.Text;
using RdsCalOrchestrator.RunCommand;
using Xunit;

namespace RdsCalOrchestrator.Tests.RunCommand;

public sealed class RequestEncodingTests
{
    [Theory]
    [InlineData("")]
    [InlineData("""{"company":"Müller & Söhne ^ \"quoted\" %PATH% <>|"}""")]
    [InlineData("日本語 🖇")]
    public void ToBase64_AnyText_ComesBackAndHasNothingAShellReads(string json)
    {
        var encoded = RequestEncoding.ToBase64(json);

        Assert.Matches("^[A-Za-z0-9+/=]*$", encoded);
        Assert.Equal(json, Encoding.UTF8.GetString(Convert.FromBase64String(encoded)));
    }
}
