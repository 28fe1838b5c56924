using System.Diagnostics;

namespace AgentFlow.KillTarget;

/// <summary>Counts the moments at which a crash could hurt, and ends the process with SIGKILL at one of them.</summary>
public sealed class KillPoints(int killAt)
{
    private int _passed;

    public void Pass()
    {
        if (Interlocked.Increment(ref _passed) != killAt)
            return;
        Process.GetCurrentProcess().Kill();
        Thread.Sleep(Timeout.Infinite);
    }
}
