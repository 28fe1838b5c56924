using System.Collections.Concurrent;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Agents.Planning;

/// <summary>
/// A model that answers by what it is asked: steps run at the same time, so a script has no order. Planner, replanner and synthesis are told apart by the schema
/// that they ask for.
/// </summary>
internal sealed class PlanModel : IChatClient
{
    private readonly ConcurrentQueue<string> _plans = new();
    private readonly ConcurrentQueue<string> _edits = new();

    /// <summary>Answers a step, by the task that stands in its prompt.</summary>
    public Func<string, ChatResponse> Step { get; init; } = task => Text($"result of {task}");

    public string Answer { get; init; } = """{"claims":[{"text":"All is done.","steps":["a"]}]}""";

    public ConcurrentQueue<string> Prompts { get; } = new();

    /// <summary>The tasks of the steps that the model was asked to do, in the order of the asking.</summary>
    public ConcurrentQueue<string> Tasks { get; } = new();

    public int SynthesisCalls { get; private set; }

    public PlanModel Plans(params string[] plans)
    {
        foreach (var plan in plans)
            _plans.Enqueue(plan);
        return this;
    }

    public PlanModel Edits(params string[] edits)
    {
        foreach (var edit in edits)
            _edits.Enqueue(edit);
        return this;
    }

    public static ChatResponse Text(string text) => new(new ChatMessage(ChatRole.Assistant, text)) { Usage = new() { TotalTokenCount = 10 } };

    public static ChatResponse Call(string tool, string callId = "c1") =>
        new(new ChatMessage(ChatRole.Assistant, [new FunctionCallContent(callId, tool, new Dictionary<string, object?>())])) { Usage = new() { TotalTokenCount = 10 } };

    public static string Plan(params (string Id, string[] DependsOn)[] steps) =>
        $$"""{"goal":"the goal","steps":[{{string.Join(',', steps.Select(s => $$"""{"id":"{{s.Id}}","task":"task {{s.Id}}","dependsOn":[{{string.Join(',', s.DependsOn.Select(d => $"\"{d}\""))}}]}"""))}}]}""";

    public Task<ChatResponse> GetResponseAsync(IEnumerable<ChatMessage> messages, ChatOptions? options = null, CancellationToken cancellationToken = default)
    {
        cancellationToken.ThrowIfCancellationRequested();
        var list = messages.ToList();
        var prompt = list[0].Text;
        Prompts.Enqueue(list[^1].Text);
        if (prompt.StartsWith("Make a plan", StringComparison.Ordinal))
            return Task.FromResult(Text(_plans.TryDequeue(out var plan) ? plan : throw new InvalidOperationException("There is no further plan.")));
        if (prompt.StartsWith("Some steps", StringComparison.Ordinal))
            return Task.FromResult(Text(_edits.TryDequeue(out var edit) ? edit : throw new InvalidOperationException("There is no further edit.")));
        if (prompt.StartsWith("Answer with what", StringComparison.Ordinal))
        {
            SynthesisCalls++;
            return Task.FromResult(Text(Answer));
        }
        var task = prompt.Split("Your step: ")[1].Split('\n')[0];
        if (list[^1].Role == ChatRole.Tool)
            return Task.FromResult(Text($"result of {task} with {list[^1].Contents.OfType<FunctionResultContent>().First().Result}"));
        Tasks.Enqueue(task);
        return Task.FromResult(Step(task));
    }

    public async IAsyncEnumerable<ChatResponseUpdate> GetStreamingResponseAsync(
        IEnumerable<ChatMessage> messages, ChatOptions? options = null, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken = default)
    {
        foreach (var update in (await GetResponseAsync(messages, options, cancellationToken)).ToChatResponseUpdates())
            yield return update;
    }

    public object? GetService(Type serviceType, object? serviceKey = null) => null;

    public void Dispose()
    {
    }
}
