using System.Reflection;

namespace AgentFlow.Architecture.Tests.Calls;

/// <summary>Calls that src does without.</summary>
/// <param name="Reason">The word that begins a comment which lets a line through: <c>// sync: why it cannot block.</c></param>
/// <param name="Instead">What to do instead.</param>
/// <param name="Matches">Whether a call is one of them.</param>
internal sealed record Ban(string Reason, string Instead, Func<Call, bool> Matches)
{
    private const string UseTime = "take the time from an injected TimeProvider";
    private const string UseAwait = "await it";

    public static IReadOnlyList<Ban> All { get; } =
    [
        new("clock", UseTime, c => Is(c, typeof(DateTime), "get_Now", "get_UtcNow", "get_Today")),
        new("clock", UseTime, c => Is(c, typeof(DateTimeOffset), "get_Now", "get_UtcNow")),
        new("clock", "wait with a TimeProvider", c => Is(c, typeof(Task), nameof(Task.Delay)) && !Takes<TimeProvider>(c)),
        new("clock", "wait with a TimeProvider", c => Is(c, typeof(PeriodicTimer), ".ctor") && !Takes<TimeProvider>(c)),
        new("clock", "give it a TimeProvider, or make a timer of one that cancels it", c => Is(c, typeof(CancellationTokenSource), ".ctor") && IsTimed(c)),
        new("clock", "make a timer of the TimeProvider that cancels it", c => Is(c, typeof(CancellationTokenSource), nameof(CancellationTokenSource.CancelAfter))),
        new("random", "take ids from the caller, or make them of a given time and seed", c => Is(c, typeof(Guid), nameof(Guid.NewGuid))),
        new("random", "give it the time", c => Is(c, typeof(Guid), nameof(Guid.CreateVersion7)) && c.Target.GetParameters().Length == 0),
        new("random", "give it a seed", c => Is(c, typeof(Random), ".ctor") && c.Target.GetParameters().Length == 0),
        new("sync", "await a delay of the TimeProvider", c => Is(c, typeof(Thread), nameof(Thread.Sleep))),
        new("sync", UseAwait, c => Is(c, typeof(Task<>), "get_Result") || Is(c, typeof(ValueTask<>), "get_Result")),
        new("sync", UseAwait, c => Is(c, typeof(Task), nameof(Task.Wait), nameof(Task.WaitAll), nameof(Task.WaitAny))),
        new("sync", UseAwait, IsBlockingGetResult),
    ];

    /// <summary>What is wrong with a call, or null. <paramref name="lines"/> are those of its file.</summary>
    public static string? Problem(Call call, IReadOnlyList<string> lines) =>
        All.FirstOrDefault(b => b.Matches(call)) is { } ban && !ban.IsLetThrough(call, lines)
            ? $"{call.File}:{call.FirstLine}: {NameOf(call.Target)}: {ban.Instead}, or say why not in a comment that begins with '// {ban.Reason}:'."
            : null;

    private bool IsLetThrough(Call call, IReadOnlyList<string> lines)
    {
        // The line above a statement may carry the comment.
        var around = lines.Skip(Math.Max(0, call.FirstLine - 2)).Take(call.LastLine - Math.Max(1, call.FirstLine - 1) + 1).ToList();
        return around.Any(l => l.Contains($"// {Reason}: ", StringComparison.Ordinal))
            || (call.Target.Name == "get_Result" && around.Skip(call.FirstLine > 1 ? 1 : 0).Any(l => l.Contains("IsCompletedSuccessfully", StringComparison.Ordinal)));
    }

    private static bool Is(Call call, Type type, params string[] names) =>
        names.Contains(call.Target.Name) && call.Target.DeclaringType is { } declaring
            && (declaring.IsGenericType ? declaring.GetGenericTypeDefinition() : declaring) == type;

    private static bool Takes<T>(Call call) => call.Target.GetParameters().Any(p => p.ParameterType == typeof(T));

    private static bool IsTimed(Call call) => call.Target.GetParameters().Length > 0 && !Takes<TimeProvider>(call);

    /// <summary>An await asks whether its awaiter has completed before it gets the result; who blocks does not ask.</summary>
    private static bool IsBlockingGetResult(Call call) =>
        call.Target.Name == "GetResult" && call.Previous?.Name == "GetAwaiter"
            && call.Target.DeclaringType?.Namespace == "System.Runtime.CompilerServices";

    private static string NameOf(MethodBase method) =>
        $"{method.DeclaringType!.Name.Split('`')[0]}.{method.Name.Replace("get_", "", StringComparison.Ordinal).TrimStart('.')}";
}
