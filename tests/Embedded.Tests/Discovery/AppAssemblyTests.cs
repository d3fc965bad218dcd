using Microsoft.Azure.Functions.Worker.Discovery;

namespace Embedded.Tests.Discovery;

public sealed class AppAssemblyTests
{
    [Fact]
    public void AppAssembly_IsTheOneTheProjectFileMarks() => Assert.Same(typeof(AppAssemblyTests).Assembly, AppAssembly.Find());
}
