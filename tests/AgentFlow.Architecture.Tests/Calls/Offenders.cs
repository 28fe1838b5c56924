namespace AgentFlow.Architecture.Tests.Calls;

/// <summary>One banned call per method, for the tests of the ban. Never run.</summary>
internal static class Offenders
{
    public static object Now() => DateTime.Now;

    public static object UtcNow() => DateTime.UtcNow;

    public static object OffsetNow() => DateTimeOffset.Now;

    public static object OffsetUtcNow() => DateTimeOffset.UtcNow;

    public static object NewGuid() => Guid.NewGuid();

    public static object GuidOfNow() => Guid.CreateVersion7();

    public static object UnseededRandom() => new Random();

    public static void Sleep() => Thread.Sleep(1);

    public static async Task DelayByTime() => await Task.Delay(TimeSpan.FromSeconds(1));

    public static async Task DelayByNumber(CancellationToken token) => await Task.Delay(1, token);

    public static object TimedSource() => new CancellationTokenSource(TimeSpan.FromSeconds(1));

    public static void CancelAfter(CancellationTokenSource source) => source.CancelAfter(1);

    public static object Timer() => new PeriodicTimer(TimeSpan.FromSeconds(1));

    public static int TaskResult(Task<int> task) => task.Result;

    public static int ValueTaskResult(ValueTask<int> task) => task.Result;

    public static T GenericResult<T>(Task<T> task) => task.Result;

    public static void Wait(Task task) => task.Wait();

    public static int GetResult(Task<int> task) => task.GetAwaiter().GetResult();

    public static int ConfiguredGetResult(Task<int> task) => task.ConfigureAwait(false).GetAwaiter().GetResult();

    public static async Task<int> GetResultInAsync(Task<int> first, Task<int> second) => await first + second.GetAwaiter().GetResult();

    public static object InLambda() => (Func<object>)(() => Guid.NewGuid());

    public static IEnumerable<object> InIterator()
    {
        yield return 1;
        yield return DateTime.UtcNow;
    }
}
