namespace AgentFlow.Benchmarks.Measuring;

/// <summary>
/// Repeats something until the JIT has compiled what is hot for the second and third time. It does so in the background once nothing new
/// was compiled for a tenth of a second, so that what it needs is pauses, not a count of repetitions.
/// </summary>
internal static class JitWarmUp
{
    private const int Repetitions = 8;

    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(150);

    public static async Task RunAsync(Func<Task> block)
    {
        for (var i = 0; i < Repetitions; i++)
        {
            await block();
            await Task.Delay(Pause);
        }
    }
}
