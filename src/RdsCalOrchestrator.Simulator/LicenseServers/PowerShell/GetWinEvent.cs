using System.Collections;
using System.Management.Automation;

namespace RdsCalOrchestrator.Simulator.LicenseServers.PowerShell;

/// <summary>Newest first, as the real command gives them; finding none is an error there too.</summary>
[Cmdlet("Get", "WinEvent")]
internal sealed class GetWinEvent : ServerCmdlet
{
    [Parameter(Mandatory = true)]
    public Hashtable FilterHashtable { get; set; } = [];

    protected override void Run()
    {
        var log = (string)Bare("LogName");
        var since = ((DateTime)Bare("StartTime")).ToUniversalTime();
        var found = Server.Events.Where(e => e.Log == log && e.Utc.UtcDateTime >= since).OrderByDescending(static e => e.Record).ToList();
        if (found.Count == 0)
            WriteProblem("NoMatchingEventsFound", "No events were found that match the specified selection criteria.");
        foreach (var licensing in found)
            WriteObject(Shown(licensing));
    }

    private object Bare(string key) => FilterHashtable[key] is PSObject wrapped ? wrapped.BaseObject : FilterHashtable[key]!;

    private static PSObject Shown(SimulatedEvent licensing)
    {
        var shown = new PSObject();
        shown.Properties.Add(new PSNoteProperty("Id", licensing.Id));
        shown.Properties.Add(new PSNoteProperty("TimeCreated", licensing.Utc.LocalDateTime));
        shown.Properties.Add(new PSNoteProperty("RecordId", (long?)licensing.Record));
        return shown;
    }
}
