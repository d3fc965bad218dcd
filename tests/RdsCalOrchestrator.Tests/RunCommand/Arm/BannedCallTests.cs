using Azure;
using Azure.ResourceManager.Compute;
using Xunit;

namespace RdsCalOrchestrator.Tests.RunCommand.Arm;

/// <summary>
/// The build refuses the action form of a run command, and waiting for the end of one, by BannedSymbols.Azure.txt; a symbol that does not exist it
/// passes over in silence. So each one there must be one of the SDK that is built against, and none may be missing.
/// </summary>
public sealed class BannedCallTests
{
    [Fact]
    public void BannedSymbols_NameEveryActionFormAndWait_AsTheSdkHasThem()
    {
        var actions = typeof(VirtualMachineResource).GetMethods().Where(static m => m.Name is "RunCommand" or "RunCommandAsync")
            .Select(static m => $"M:{m.DeclaringType}.{m.Name}({string.Join(',', m.GetParameters().Select(static p => p.ParameterType))})");
        string[] expected = [.. actions, $"F:{typeof(WaitUntil)}.Completed"];

        var banned = File.ReadLines(Path.Combine(Root(), "BannedSymbols.Azure.txt")).Select(static l => l.Split(';')[0]);

        Assert.Equal(3, expected.Length);
        Assert.True(Enum.IsDefined(typeof(WaitUntil), "Completed"));
        Assert.Equal(expected.Order(), banned.Order());
    }

    private static string Root()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (!File.Exists(Path.Combine(folder!.FullName, "BannedSymbols.Azure.txt")))
            folder = folder.Parent;
        return folder.FullName;
    }
}
