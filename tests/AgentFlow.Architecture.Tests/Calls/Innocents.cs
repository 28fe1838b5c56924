namespace AgentFlow.Architecture.Tests.Calls;

/// <summary>Calls that look like banned ones and are not, or that say why. Never run.</summary>
internal static class Innocents
{
    private sealed record Outcome(int Result);

    public static object OwnResult() => new Outcome(1).Result;

    public static object ProvidedTime(TimeProvider time) => time.GetUtcNow();

    public static async Task ProvidedDelay(TimeProvider time, CancellationToken token) => await Task.Delay(TimeSpan.FromSeconds(1), time, token);

    public static object ProvidedSource(TimeProvider time) => new CancellationTokenSource(TimeSpan.FromSeconds(1), time);

    public static object PlainSource() => new CancellationTokenSource();

    public static object GuidOfTime(DateTimeOffset at) => Guid.CreateVersion7(at);

    public static object SeededRandom() => new Random(1);

    public static async Task<int> Awaits(Task<int> task, ValueTask<int> other) =>
        await task.ConfigureAwait(false) + await other.ConfigureAwait(false) + await task;

    public static async Task<int> CompletedResult(ValueTask<int> task) => task.IsCompletedSuccessfully ? task.Result : await task;

    public static string Text() => "DateTime.Now, Guid.NewGuid(), Thread.Sleep(1)";

    public static int SaidAbove(Task<int> task)
    {
        // sync: for the test; the task has ended.
        return task.Result;
    }

    public static object SaidBeside() => DateTime.UtcNow; // clock: for the test.
}
