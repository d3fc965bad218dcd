using System.Management.Automation;
using System.Management.Automation.Runspaces;
using System.Reflection;
using RdsCalOrchestrator.Simulator.LicenseServers.Cmdlets;

namespace RdsCalOrchestrator.Simulator.LicenseServers;

/// <summary>
/// A slim session: the language, the engine's own few commands, and stand-ins. No providers and no native programs: a sandbox.
/// </summary>
internal static class Session
{
    private static readonly SessionStateCmdletEntry[] Commands =
    [
        .. Cmdlets(typeof(PSObject).Assembly)
            .Where(static c => c.Name is "ForEach-Object" or "Where-Object" or "Out-Null" or "Set-StrictMode"),
        .. Cmdlets(typeof(WindowsCmdlet).Assembly),
    ];

    internal static InitialSessionState Create()
    {
        var session = InitialSessionState.Create();
        session.LanguageMode = PSLanguageMode.FullLanguage;
        session.Commands.Add(Commands);
        return session;
    }

    private static IEnumerable<SessionStateCmdletEntry> Cmdlets(Assembly assembly) =>
        from type in assembly.GetTypes()
        let cmdlet = type.GetCustomAttribute<CmdletAttribute>()
        where cmdlet is not null && !type.IsAbstract
        select new SessionStateCmdletEntry($"{cmdlet.VerbName}-{cmdlet.NounName}", type, null);
}
