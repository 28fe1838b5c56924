using System.Globalization;

namespace AgentFlow.JsonSchema.Tests.Fuzzing;

/// <summary>How long the campaigns are: short in a normal run, and as long as the variable AGENTFLOW_FUZZ says otherwise.</summary>
internal static class FuzzRounds
{
    public static int Count(int normally) =>
        int.TryParse(Environment.GetEnvironmentVariable("AGENTFLOW_FUZZ"), CultureInfo.InvariantCulture, out var asked) ? asked : normally;

    /// <summary>The seeds, until all are used or the run is stopped.</summary>
    public static IEnumerable<int> Seeds(int normally)
    {
        var rounds = Count(normally);
        for (var seed = 0; seed < rounds && !TestContext.Current.CancellationToken.IsCancellationRequested; seed++)
            yield return seed;
    }
}
