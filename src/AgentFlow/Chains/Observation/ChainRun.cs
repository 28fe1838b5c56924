using AgentFlow.Agents;
using AgentFlow.Memory;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Chains.Observation;

/// <summary>The run of a chain that somebody watches: begins with its input, ends with what it gave, and has the events of its steps in between.</summary>
internal sealed class ChainRun(ChainContext context, RunWriter writer) : ChainScope
{
    private int _steps;

    public override ChainContext Context => context with { Run = this };

    public static ChainRun Begin(Chain chain, object? input, ChainContext context)
    {
        var now = context.TimeProvider.GetUtcNow();
        var started = new RunStarted { At = now, Agent = chain.Name, Input = ToMessages(input), Kind = RunKind.Chain };
        var journal = context.Journal ?? new InMemoryJournal(context.TimeProvider);
        return new ChainRun(context, RunWriter.Begin(journal, context.RunId ?? Guid.CreateVersion7(now).ToString("n"), started, MessageLog.Create(), context.Listener));
    }

    public int NextStep() => Interlocked.Increment(ref _steps);

    public void Stage(RunEvent e) => writer.Stage(e);

    public ValueTask FlushAsync() => writer.FlushAsync();

    public override void Start()
    {
    }

    public override ValueTask ShowAsync() => FlushAsync();

    public override ValueTask CompleteAsync(object? output)
    {
        Stage(new RunCompleted { At = context.TimeProvider.GetUtcNow(), Outcome = RunOutcome.Answered, Text = TextOf(output) });
        return FlushAsync();
    }

    public override ValueTask FailAsync(Exception error)
    {
        var cause = ChainException.CauseOf(error);
        Stage(new RunFailed { At = context.TimeProvider.GetUtcNow(), Code = cause.GetType().Name, Message = error.Message });
        return FlushAsync();
    }

    public override void Dispose() => writer.Dispose();

    private static IReadOnlyList<ChatMessage> ToMessages(object? input) => input switch
    {
        IReadOnlyList<ChatMessage> { Count: > 0 } messages => messages,
        ChatMessage message => [message],
        _ => [new ChatMessage(ChatRole.User, TextOf(input))],
    };

    private static string TextOf(object? value) => value switch
    {
        null => string.Empty,
        string text => text,
        IReadOnlyDictionary<string, object?> values => string.Join('\n', values.Select(v => $"{v.Key}: {v.Value}")),
        IEnumerable<object?> items => string.Join('\n', items),
        _ => value.ToString() ?? string.Empty,
    };
}
