using System.Collections.Concurrent;
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
    internal const string Script = "__Script";

    private static readonly SessionStateCmdletEntry[] Commands =
    [
        .. Cmdlets(typeof(PSObject).Assembly)
            .Where(static c => c.Name is "ForEach-Object" or "Where-Object" or "Out-Null" or "Set-StrictMode"),
        .. Cmdlets(typeof(WindowsCmdlet).Assembly),
    ];

    // A text is parsed and compiled once, however many servers it is sent to. Each run still has a runspace of its own, and of a function
    // every runspace has its own copy; what they share is code.
    private static readonly ConcurrentDictionary<string, SessionStateFunctionEntry> Scripts = new();

    /// <summary>A new session in which <paramref name="script"/> is the command <see cref="Script"/>.</summary>
    internal static InitialSessionState Create(string script)
    {
        var session = InitialSessionState.Create();
        session.LanguageMode = PSLanguageMode.FullLanguage;
        session.Commands.Add(Commands);
        session.Commands.Add(Scripts.GetOrAdd(script, static text => new SessionStateFunctionEntry(Script, text)));
        return session;
    }

    private static IEnumerable<SessionStateCmdletEntry> Cmdlets(Assembly assembly) =>
        from type in assembly.GetTypes()
        let cmdlet = type.GetCustomAttribute<CmdletAttribute>()
        where cmdlet is not null && !type.IsAbstract
        select new SessionStateCmdletEntry($"{cmdlet.VerbName}-{cmdlet.NounName}", type, null);
}
