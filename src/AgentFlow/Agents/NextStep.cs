using AgentFlow.Output.Json;
using AgentFlow.Runs;
using AgentFlow.Tools;

namespace AgentFlow.Agents;

/// <summary>What a run does next.</summary>
internal abstract record NextStep
{
    /// <summary>Ask the model.</summary>
    public sealed record CallModel : NextStep
    {
        public static readonly CallModel Instance = new();
    }

    /// <summary>Tell the model to conclude, then ask it without tools.</summary>
    public sealed record WrapUp(RunOutcome Reason) : NextStep;

    /// <summary>Tell the model what is wrong with its answer, then ask it again.</summary>
    public sealed record RejectOutput(IReadOnlyList<string> Errors) : NextStep;

    /// <summary>Look at the open calls: refuse, ask about, or run each.</summary>
    public sealed record RunCalls : NextStep
    {
        public static readonly RunCalls Instance = new();
    }

    /// <summary>Nothing can go on until somebody decides.</summary>
    public sealed record Suspend : NextStep
    {
        public static readonly Suspend Instance = new();
    }

    /// <summary>A call went wrong in a way that the run does not go on from.</summary>
    public sealed record Fail(ToolCompleted Completed) : NextStep;

    /// <summary>The run has ended.</summary>
    public sealed record Complete(RunOutcome Outcome, string Text) : NextStep;

    /// <summary>Decides: a pure function of what happened, so that a run that is resumed goes on exactly as it would have.</summary>
    /// <param name="state">What happened.</param>
    /// <param name="limits">What the run may cost.</param>
    /// <param name="errors">What the run does about calls that went wrong.</param>
    /// <param name="output">What the answer is held to; null for nothing.</param>
    public static NextStep Decide(RunState state, RunLimits limits, ToolErrorPolicy errors, IOutputCheck? output)
    {
        for (var i = 0; i < state.Mishaps.Count; i++)
        {
            if (errors.For(state.Mishaps[i]) == ToolErrorAction.FailRun)
                return new Fail(state.Mishaps[i]);
        }
        if (state.Blocked is not null)
            return new Complete(RunOutcome.Blocked, state.Answer?.Text ?? string.Empty);
        if (state.Calls.Count > 0)
            return CanGoOn(state.Calls) ? RunCalls.Instance : Suspend.Instance;
        if (state.HandedOver is { } result)
            return new Complete(RunOutcome.HandedOver, result);
        if (state.Answer is { } answer)
            return AfterAnswer(state, answer.Text, limits, output);
        return state.WrapUp is null && LimitReached(state, limits) is { } reason ? new WrapUp(reason) : CallModel.Instance;
    }

    private static NextStep AfterAnswer(RunState state, string text, RunLimits limits, IOutputCheck? output)
    {
        if (state.WrapUp is { } reason)
            return new Complete(reason, text);
        if (string.IsNullOrWhiteSpace(text))
            return new WrapUp(RunOutcome.NoAnswer);
        if (state.HasGivenUp)
            return new Complete(RunOutcome.InvalidOutput, text);
        if (output?.FindErrors(text) is not { Count: > 0 } errors)
            return new Complete(RunOutcome.Answered, text);
        return state.RejectedOutputs < limits.MaxOutputRetries ? new RejectOutput(errors) : new Complete(RunOutcome.InvalidOutput, text);
    }

    private static bool CanGoOn(IReadOnlyList<ToolCallState> calls)
    {
        for (var i = 0; i < calls.Count; i++)
        {
            if (calls[i].Phase is ToolCallPhase.Requested or ToolCallPhase.Cleared or ToolCallPhase.Interrupted)
                return true;
        }
        return false;
    }

    private static RunOutcome? LimitReached(RunState state, RunLimits limits)
    {
        if (state.Tokens >= limits.MaxTokens)
            return RunOutcome.TokenBudget;
        if (state.ToolCalls > 0 && state.ToolCalls >= limits.MaxToolCalls)
            return RunOutcome.CallBudget;
        if (state.Active >= limits.MaxDuration)
            return RunOutcome.TimeBudget;
        // One refusal is a hint; a second one means that the hint did not help.
        if (state.RepeatedCalls > 1)
            return RunOutcome.RepeatedCalls;
        return state.Iterations >= limits.MaxIterations - 1 && state.Iterations > 0 ? RunOutcome.MaxIterations : null;
    }
}
