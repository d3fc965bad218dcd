using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;

namespace RdsCalOrchestrator.Simulator.LicenseServers.PowerShell;

/// <summary>What a script finds: the language and our stand-ins. There is no file system or registry drive, and no program to start.</summary>
internal static class ScriptSession
{
    internal static InitialSessionState State { get; } = Create();

    private static InitialSessionState Create()
    {
        var state = InitialSessionState.Create();
        state.LanguageMode = PSLanguageMode.FullLanguage;
        foreach (var type in typeof(ScriptSession).Assembly.GetTypes())
        {
            if (type.GetCustomAttribute<CmdletAttribute>() is { } cmdlet)
                state.Commands.Add(new SessionStateCmdletEntry($"{cmdlet.VerbName}-{cmdlet.NounName}", type, helpFileName: null));
        }

        return state;
    }
}
