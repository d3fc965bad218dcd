using System.Text.Json.Nodes;
using RdsCalOrchestrator.Simulator.Faults;

namespace RdsCalOrchestrator.Simulator.Arm;

/// <summary>A managed run command: what was asked for, and how far it has come.</summary>
internal sealed class RunCommand
{
    public required string Name { get; set; }

    public Dictionary<string, string> Tags { get; set; } = [];

    /// <summary>As sent, without what is never given back.</summary>
    public required JsonObject Properties { get; set; }

    /// <summary>Of all properties, the protected ones too. Another print is another sequence number, and so another run.</summary>
    public required string Print { get; set; }

    public required int Sequence { get; set; }

    public required bool Async { get; set; }

    public required TimeSpan Timeout { get; set; }

    /// <summary>Where the whole output goes; null: nowhere.</summary>
    public Uri? OutputBlob { get; set; }

    public required DateTimeOffset SentUtc { get; set; }

    public required RunPhase Phase { get; set; }

    /// <summary>There is no process, or it is lost: nobody will report an end.</summary>
    public bool ProcessGone { get; set; }

    /// <summary>What goes wrong with this run; null: nothing.</summary>
    public FaultOrder? Fault { get; set; }

    public DateTimeOffset? EndedUtc { get; set; }

    public int ExitCode { get; set; }

    public string Output { get; set; } = "";

    public string Error { get; set; } = "";

    /// <summary>It ended before its script began: the machine may not write the blob that it asked for.</summary>
    public void RefuseOutput(DateTimeOffset now)
    {
        // As the handler for Linux does (Azure/run-command-handler-linux); of the one for Windows it was not seen.
        (Phase, EndedUtc, ExitCode) = (RunPhase.Ended, now, -101);
        Error = "The output blob could not be opened.";
    }
}

internal enum RunPhase
{
    /// <summary>The agent did not answer; Azure waits for it.</summary>
    AwaitingAgent,
    Running,
    Ended,
    TimedOut,
}
