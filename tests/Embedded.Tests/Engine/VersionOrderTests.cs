using Microsoft.DurableTask.Engine;

namespace Embedded.Tests.Engine;

public sealed class VersionOrderTests
{
    [Theory]
    [InlineData("1.10", "1.9", true)]
    [InlineData("1.9", "1.10", false)]
    [InlineData("1.0", "1.0", false)]
    [InlineData("1.0.1", "1.0", true)]
    [InlineData("1.0", "", true)]
    [InlineData("", "1.0", false)]
    [InlineData("", "", false)]
    [InlineData("10", "9", false)]
    [InlineData("2025-02-01", "2025-01-31", true)]
    [InlineData("B", "a", true)]
    [InlineData("a", "B", false)]
    public void Versions_AreComparedAsTheHostDoes(string version, string than, bool isNewer) =>
        Assert.Equal(isNewer, OrchestrationVersion.IsNewer(version, than));
}
