using System.Text.Json;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Planning;

/// <summary>Runs the run of a plan: fold, decide, perform, append, until it ends or waits.</summary>
internal sealed class PlanLoop(PlanDefinition agent, RunWriter writer)
{
    private readonly PlanAuthoring _authoring = new(agent);
    private readonly StepRunner _steps = new(agent);
    private readonly List<Task<RunEvent>> _running = [];

    public async Task<RunResult> RunAsync(CancellationToken cancellationToken)
    {
        using var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        try
        {
            await LoopAsync(source.Token).ConfigureAwait(false);
            return new RunResult(writer.State);
        }
        catch (Exception error)
        {
            // No step goes on behind the back of a run that has stopped.
            await source.CancelAsync().ConfigureAwait(false);
            await ((Task)Task.WhenAll(_running)).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
            if (error is not RunConflictException && !(error is OperationCanceledException && cancellationToken.IsCancellationRequested))
                await RecordFailureAsync(error).ConfigureAwait(false);
            throw;
        }
    }

    private async Task LoopAsync(CancellationToken cancellationToken)
    {
        while (writer.State.Completed is null)
        {
            switch (PlanNext.Decide(writer.State, agent.Limits, agent.Budget, agent.RequireApproval))
            {
                case PlanNext.MakePlan:
                    await writer.FlushAsync().ConfigureAwait(false);
                    await writer.AppendAsync(await _authoring.MakeAsync(writer.State, writer.State.Start.Input[^1].Text, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
                    break;
                case PlanNext.AskApproval:
                    StageApproval();
                    break;
                case PlanNext.StartSteps start:
                    await StartAsync(start.Steps, cancellationToken).ConfigureAwait(false);
                    break;
                case PlanNext.AwaitStep:
                    await AwaitStepAsync().ConfigureAwait(false);
                    break;
                case PlanNext.Replan:
                    await writer.FlushAsync().ConfigureAwait(false);
                    await writer.AppendAsync(await _authoring.EditAsync(writer.State, cancellationToken).ConfigureAwait(false)).ConfigureAwait(false);
                    break;
                case PlanNext.Suspend:
                    await writer.AppendAsync(new RunSuspended { At = Now, CallIds = [.. writer.State.Pending.Select(p => p.CallId)] }).ConfigureAwait(false);
                    return;
                case PlanNext.Synthesize end:
                    await SynthesizeAsync(end.Outcome, cancellationToken).ConfigureAwait(false);
                    break;
                case PlanNext.GiveUp:
                    await CompleteAsync(RunOutcome.InvalidOutput, agent.Prompts.NoPlan.Format(("problems", string.Join('\n', writer.State.Plan!.Problems.Select(p => "- " + p))))).ConfigureAwait(false);
                    break;
                default:
                    throw new InvalidOperationException("There is no such step.");
            }
        }
    }

    private void StageApproval()
    {
        var plan = JsonSerializer.SerializeToElement(writer.State.Plan!.Plan!, PlanJsonContext.Default.Plan);
        writer.Stage(new ApprovalRequested { At = Now, CallId = PlanState.ApprovalId, Tool = PlanState.ApprovalId, Arguments = plan });
    }

    /// <summary>Journals that the steps begin, then begins them; ended steps that wait to be journaled go into the same append.</summary>
    private async Task StartAsync(IReadOnlyList<PlanStepState> steps, CancellationToken cancellationToken)
    {
        foreach (var step in steps)
            writer.Stage(_steps.Start(writer.State, step));
        await writer.FlushAsync().ConfigureAwait(false);
        var state = writer.State.Plan!;
        // On the pool: a model that answers at once would otherwise run its steps one after the other.
        _running.AddRange(steps.Select(s => Task.Run(() => _steps.RunAsync(writer.State, state, state.Find(s.Step.Id)!, cancellationToken), CancellationToken.None)));
    }

    /// <summary>Waits for a step, and takes all that have ended.</summary>
    private async Task AwaitStepAsync()
    {
        await writer.FlushAsync().ConfigureAwait(false);
        await Task.WhenAny(_running).ConfigureAwait(false);
        foreach (var ended in _running.FindAll(t => t.IsCompleted))
        {
            writer.Stage(await ended.ConfigureAwait(false));
            _running.Remove(ended);
        }
    }

    private async Task SynthesizeAsync(RunOutcome outcome, CancellationToken cancellationToken)
    {
        await writer.FlushAsync().ConfigureAwait(false);
        var state = writer.State.Plan!;
        if (!state.Steps.Any(s => s.Phase == PlanStepPhase.Done))
        {
            await CompleteAsync(outcome, agent.Prompts.NothingDone.Format(("failed", _authoring.Missing(state)))).ConfigureAwait(false);
            return;
        }
        var synthesis = await _authoring.SynthesizeAsync(writer.State, cancellationToken).ConfigureAwait(false);
        writer.Stage(synthesis);
        if (synthesis.Claims.Count > 0)
            await CompleteAsync(outcome, string.Join("\n\n", synthesis.Claims)).ConfigureAwait(false);
        else // The model named no sources, so the results stand for themselves.
            await CompleteAsync(outcome == RunOutcome.Answered ? RunOutcome.InvalidOutput : outcome, _authoring.Results(state)).ConfigureAwait(false);
    }

    private Task CompleteAsync(RunOutcome outcome, string text) =>
        writer.CompleteAsync(new RunCompleted { At = Now, Outcome = outcome, Text = text }, [.. writer.State.Start.Input, new ChatMessage(ChatRole.Assistant, text)]);

    private async Task RecordFailureAsync(Exception error)
    {
        try
        {
            await writer.AppendAsync(new RunFailed { At = Now, Code = error.GetType().Name, Message = error.Message }).ConfigureAwait(false);
        }
        catch (Exception second) when (second is not OutOfMemoryException)
        {
            // When the journal itself is what failed, the first error is the one that the caller must see.
        }
    }

    private DateTimeOffset Now => agent.Time.GetUtcNow();
}
