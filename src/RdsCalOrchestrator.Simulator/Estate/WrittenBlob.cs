namespace RdsCalOrchestrator.Simulator.Estate;

/// <summary>A blob: all that the script of a run command printed, where its instance view keeps the end alone.</summary>
internal sealed record WrittenBlob(Uri Uri, string Text);
