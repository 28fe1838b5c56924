using System.Collections.Concurrent;
using System.Runtime.CompilerServices;
using Microsoft.Extensions.AI;

namespace AgentFlow.Benchmarks.Plans;

/// <summary>A model that makes the same plan of ten steps for every goal: two chains of four steps that start together, a step after both, and one that stands alone. Every answer takes a turn of the thread pool.</summary>
internal sealed class PlanningModel : IChatClient
{
    private static readonly (string Id, string[] DependsOn)[] Steps =
        [("a1", []), ("a2", ["a1"]), ("a3", ["a2"]), ("a4", ["a3"]), ("b1", []), ("b2", ["b1"]), ("b3", ["b2"]), ("b4", ["b3"]), ("end", ["a4", "b4"]), ("alone", [])];

    private static readonly string Plan =
        $$"""{"goal":"the goal","steps":[{{string.Join(',', Steps.Select(s => $$"""{"id":"{{s.Id}}","task":"task {{s.Id}}","dependsOn":[{{string.Join(',', s.DependsOn.Select(d => $"\"{d}\""))}}]}"""))}}]}""";

    public static int StepCount => Steps.Length;

    /// <summary>A step that waits until it is released.</summary>
    public string? SlowStep { get; init; }

    /// <summary>What the slow step waits for.</summary>
    public TaskCompletionSource Release { get; } = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>The steps that were answered, in order.</summary>
    public ConcurrentQueue<string> Done { get; } = new();

    public async Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        await Task.Yield();
        var prompt = messages.First().Text;
        if (prompt.StartsWith("Make a plan", StringComparison.Ordinal))
            return Text(Plan);
        if (prompt.StartsWith("Answer with what", StringComparison.Ordinal))
            return Text("""{"claims":[{"text":"All is done.","steps":["end"]}]}""");
        var step = prompt.Split("Your step: task ")[1].Split('\n')[0];
        if (step == SlowStep)
            await Release.Task.WaitAsync(cancellationToken);
        Done.Enqueue(step);
        return Text($"The result of {step}.");
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }

    private static ChatResponse Text(string text) => new(new ChatMessage(ChatRole.Assistant, text)) { Usage = new() { TotalTokenCount = 10 } };
}
