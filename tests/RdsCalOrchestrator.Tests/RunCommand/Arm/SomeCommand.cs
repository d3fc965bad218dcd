using RdsCalOrchestrator.Domain.Identifiers;
using RdsCalOrchestrator.RunCommand;

namespace RdsCalOrchestrator.Tests.RunCommand.Arm;

internal static class SomeCommand
{
    public const string Name = "rc-m-101-import-t-1";
    public const string Marked = "TUFSS0VELVNFQ1JFVA==";

    /// <summary>Made anew each time, as by another process.</summary>
    public static ServerCommand New() => new(
        Name,
        "westeurope",
        "param([string]$Request, [string]$Secrets)\nWrite-Output 'ä \"quoted\" & <more>'\n",
        RequestEncoding.ToBase64("""{"schema":1}"""),
        new Secret(Marked),
        TimeSpan.FromMinutes(20),
        [new("rdscal", "1"), new("rdscal-migration", "m-101"), new("a-late-one", "z")]);
}
