using System.Diagnostics;
using System.Globalization;
using AgentFlow.KillTarget;

namespace AgentFlow.Sqlite.Tests;

/// <summary>A process of <c>AgentFlow.KillTarget</c> that does not live to its end.</summary>
internal static class KilledProcess
{
    /// <summary>Starts it, and returns when it is dead.</summary>
    /// <param name="folder">Where its journal and the world outside are.</param>
    /// <param name="session">The session of its runs; <c>plan</c> for runs of plans, <c>code</c> for scripts of code mode.</param>
    /// <param name="killAt">The moment at which it kills itself; 0 for never.</param>
    /// <param name="delay">The milliseconds after which it is killed from outside, once warm.</param>
    /// <param name="token">Gives up.</param>
    public static async Task RunAsync(TempFolder folder, string session, int killAt, double? delay, CancellationToken token)
    {
        var start = new ProcessStartInfo("dotnet") { RedirectStandardOutput = true };
        foreach (var argument in new[] { typeof(Scenario).Assembly.Location, folder["runs.db"], folder["effects"], session, killAt.ToString(CultureInfo.InvariantCulture) })
            start.ArgumentList.Add(argument);
        using var process = Process.Start(start)!;
        if (delay is not null)
        {
            Assert.Equal("warm", await process.StandardOutput.ReadLineAsync(token));
            await Task.Delay(TimeSpan.FromMilliseconds(delay.Value), token);
            process.Kill();
        }
        await process.WaitForExitAsync(token);
        Assert.Equal(137, process.ExitCode);
    }
}
