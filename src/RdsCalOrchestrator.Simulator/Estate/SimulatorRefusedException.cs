namespace RdsCalOrchestrator.Simulator.Estate;

/// <summary>The simulator will not start; the message says why to whoever started it.</summary>
internal sealed class SimulatorRefusedException : Exception
{
    public SimulatorRefusedException(string message)
        : base(message)
    {
    }

    public SimulatorRefusedException(string message, Exception inner)
        : base(message, inner)
    {
    }
}
