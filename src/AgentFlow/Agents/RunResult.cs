using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents;

/// <summary>What came of a run: an answer, or the decisions that it waits for.</summary>
public class RunResult
{
    private protected RunResult(RunResult result)
        : this(result.State, result.Text)
    {
    }

    internal RunResult(RunState state, string? text = null)
    {
        State = state;
        Text = text ?? state.Completed?.Text ?? string.Empty;
    }

    /// <summary>The run's id, by which it can be resumed and looked at.</summary>
    public string RunId => State.RunId;

    /// <summary><see cref="RunStatus.Completed"/>, or <see cref="RunStatus.Suspended"/> when <see cref="Pending"/> calls need a decision.</summary>
    public RunStatus Status => State.Status;

    /// <summary>How it ended; null while it is suspended.</summary>
    public RunOutcome? Outcome => State.Completed?.Outcome;

    /// <summary>The answer as the user sees it; empty while it is suspended. <see cref="State"/> has it as the journal does.</summary>
    public string Text { get; }

    /// <summary>The calls that need a decision.</summary>
    public IReadOnlyList<PendingCall> Pending => State.Pending;

    /// <summary>Everything that the run said, the question first.</summary>
    public IReadOnlyList<ChatMessage> Messages => State.NewMessages;

    /// <summary>The whole state.</summary>
    public RunState State { get; }

    /// <summary>The answer.</summary>
    public override string ToString() => Text;
}
