using System.Runtime.CompilerServices;
using AgentFlow.Agents.Middleware;
using AgentFlow.Output.Json;
using AgentFlow.Runs;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents;

/// <summary>Runs one run: fold, decide, perform, append, until it ends or waits.</summary>
internal sealed class AgentLoop
{
    private readonly AgentDefinition _agent;
    private readonly RunWriter _writer;
    private readonly ToolTurn _tools;
    private readonly ModelTurn _model;
    private readonly IOutputCheck? _output;

    /// <param name="agent">Whose run it is.</param>
    /// <param name="writer">Stands behind the run's last event.</param>
    /// <param name="output">Judges the answer, if the caller has what the run's schema was made from.</param>
    public AgentLoop(AgentDefinition agent, RunWriter writer, IOutputCheck? output)
    {
        _output = OutputChecks.For(writer.State.Start, output);
        _agent = agent;
        _writer = writer;
        var middleware = new MiddlewareTurn(agent, writer);
        _tools = new ToolTurn(agent, writer, middleware);
        _model = new ModelTurn(agent, writer, _tools, middleware);
    }

    public async Task<RunState> RunAsync(CancellationToken cancellationToken)
    {
        try
        {
            await LoopAsync(cancellationToken).ConfigureAwait(false);
            return _writer.State;
        }
        catch (Exception error) when (error is not RunConflictException && !(error is OperationCanceledException && cancellationToken.IsCancellationRequested))
        {
            // Whatever stopped the run is written down before the caller hears of it; a client's own timeout looks like a cancellation and is none.
            await RecordFailureAsync(error).ConfigureAwait(false);
            throw;
        }
    }

    private async Task LoopAsync(CancellationToken cancellationToken)
    {
        while (_writer.State.Completed is null)
        {
            switch (NextStep.Decide(_writer.State, _agent.Limits, _agent.ToolOptions.Errors, _output))
            {
                case NextStep.CallModel:
                    await ThrowIfStoppedAsync(cancellationToken).ConfigureAwait(false);
                    await CallModelAsync(cancellationToken).ConfigureAwait(false);
                    break;
                case NextStep.RunCalls:
                    await ThrowIfStoppedAsync(cancellationToken).ConfigureAwait(false);
                    await _tools.RunAsync(cancellationToken).ConfigureAwait(false);
                    break;
                case NextStep.WrapUp wrapUp:
                    StageWrapUp(wrapUp.Reason);
                    break;
                case NextStep.RejectOutput rejection:
                    StageRejection(rejection.Errors);
                    break;
                case NextStep.Suspend:
                    await _writer.AppendAsync(new RunSuspended { At = Now, CallIds = [.. _writer.State.Pending.Select(p => p.CallId)] }).ConfigureAwait(false);
                    return;
                case NextStep.Fail failure:
                    throw new ToolCallException(failure.Completed);
                case NextStep.Complete complete:
                    await CompleteAsync(complete.Outcome, complete.Text).ConfigureAwait(false);
                    break;
                default:
                    throw new InvalidOperationException("There is no such step.");
            }
        }
    }

    /// <summary>A run that is to stop does not act again, whether or not its model and tools look at the token. What has happened is journaled first.</summary>
    private async ValueTask ThrowIfStoppedAsync(CancellationToken cancellationToken)
    {
        if (!cancellationToken.IsCancellationRequested)
            return;
        await _writer.FlushAsync().ConfigureAwait(false);
        cancellationToken.ThrowIfCancellationRequested();
    }

    /// <summary>Asks the model, within what is left of the time budget.</summary>
    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask CallModelAsync(CancellationToken cancellationToken)
    {
        if (_agent.Limits.MaxDuration is not { } most)
        {
            await CallAndAwaitEarlyAsync(cancellationToken).ConfigureAwait(false);
            return;
        }
        var isLast = _writer.State.WrapUp is not null;
        var left = isLast ? _agent.Limits.WrapUpTime : most - _writer.State.Active;
        using var source = CancellationTokenSource.CreateLinkedTokenSource(cancellationToken);
        using var timer = _agent.Time.CreateTimer(static s => ((CancellationTokenSource)s!).Cancel(), source, left, Timeout.InfiniteTimeSpan);
        try
        {
            await CallAndAwaitEarlyAsync(source.Token).ConfigureAwait(false);
        }
        catch (OperationCanceledException) when (source.IsCancellationRequested && !cancellationToken.IsCancellationRequested)
        {
            if (isLast)
                await CompleteAsync(_writer.State.WrapUp!.Value, string.Empty).ConfigureAwait(false);
            else
                StageWrapUp(RunOutcome.TimeBudget);
        }
    }

    [AsyncMethodBuilder(typeof(PoolingAsyncValueTaskMethodBuilder))]
    private async ValueTask CallAndAwaitEarlyAsync(CancellationToken cancellationToken)
    {
        try
        {
            await _model.CallAsync(cancellationToken).ConfigureAwait(false);
        }
        catch
        {
            await _tools.AwaitEarlyAsync().ConfigureAwait(false);
            throw;
        }
    }

    private void StageWrapUp(RunOutcome reason) => _writer.Stage(new WrapUpStarted
    {
        At = Now,
        Reason = reason,
        Note = _agent.Prompts.WrapUp.Format(("reason", Explain(reason))),
    });

    private void StageRejection(IReadOnlyList<string> errors) => _writer.Stage(new OutputRejected
    {
        At = Now,
        Errors = errors,
        Note = _agent.Prompts.InvalidOutput.Format(("errors", string.Join('\n', errors.Select(e => "- " + e)))),
    });

    private async Task CompleteAsync(RunOutcome outcome, string text)
    {
        var state = _writer.State;
        var answer = !string.IsNullOrWhiteSpace(text) ? text : Conclusion(outcome);
        var completed = new RunCompleted { At = Now, Outcome = outcome, Text = answer };
        // A request that was not let through, and what came of it, is no part of the conversation: the next run would see it as such.
        if (state.Blocked is { Point: RailPoint.Input or RailPoint.BeforeModel })
        {
            await _writer.AppendAsync(completed).ConfigureAwait(false);
            return;
        }
        var said = _agent.IsTeam ? [.. state.Start.Input, .. state.Answer is { } last ? [last] : (IEnumerable<ChatMessage>)[]] : state.NewMessages;
        IReadOnlyList<ChatMessage> messages = string.IsNullOrWhiteSpace(text) ? [.. said.Where(m => m != state.Answer), new ChatMessage(ChatRole.Assistant, answer) { AuthorName = state.Answer?.AuthorName, AdditionalProperties = state.Answer?.AdditionalProperties }] : said;
        await _writer.CompleteAsync(completed, messages).ConfigureAwait(false);
    }

    private async Task RecordFailureAsync(Exception error)
    {
        try
        {
            await _writer.AppendAsync(new RunFailed { At = Now, Code = error.GetType().Name, Message = error.Message }).ConfigureAwait(false);
        }
        catch (Exception second) when (second is not OutOfMemoryException)
        {
            // When the journal itself is what failed, the first error is the one that the caller must see.
        }
    }

    /// <summary>What stands for an answer where the model gave none.</summary>
    private string Conclusion(RunOutcome outcome) => outcome == RunOutcome.Blocked
        ? _agent.Prompts.Blocked.Format(("reason", _writer.State.Blocked!.Reason))
        : _agent.Prompts.NoConclusion.Format(("reason", Explain(outcome)));

    private string Explain(RunOutcome reason) => reason switch
    {
        RunOutcome.MaxIterations => _agent.Prompts.ReasonMaxIterations.Format(),
        RunOutcome.TokenBudget => _agent.Prompts.ReasonTokenBudget.Format(),
        RunOutcome.CallBudget => _agent.Prompts.ReasonCallBudget.Format(),
        RunOutcome.TimeBudget => _agent.Prompts.ReasonTimeBudget.Format(),
        RunOutcome.RepeatedCalls => _agent.Prompts.ReasonRepeatedCalls.Format(),
        _ => _agent.Prompts.ReasonNoAnswer.Format(),
    };

    private DateTimeOffset Now => _agent.Time.GetUtcNow();
}
