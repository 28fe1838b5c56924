using System.Text.Json;
using AgentFlow.Runs;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Agents.Middleware;

/// <summary>Asks an agent's middleware at the points of one run, and stages what it decides together with what that leads to.</summary>
internal sealed class MiddlewareTurn(AgentDefinition agent, RunWriter writer)
{
    private MiddlewareSet Middleware => agent.Middleware;

    /// <summary>What the middleware makes of a request before its run begins, and the events that say so.</summary>
    public static async ValueTask<(IReadOnlyList<ChatMessage> Messages, IReadOnlyList<RailApplied> Applied)> OnInputAsync(
        AgentDefinition agent, RunRequest request, string runId, CancellationToken cancellationToken)
    {
        if (agent.Middleware.OnInput.Length == 0)
            return (request.Messages, []);
        List<RailApplied> applied = [];
        var judged = await Judgement<IReadOnlyList<ChatMessage>>.OfAsync(RailPoint.Input, request.Messages, agent.Middleware.OnInput, (m, messages) => m.OnInput!(new InputArguments
        {
            RunId = runId,
            SessionId = request.SessionId,
            User = request.User,
            Tenant = request.Tenant,
            Messages = messages,
        }, cancellationToken), (m, verdict) => applied.Add(Event(agent, m, RailPoint.Input, verdict, null))).ConfigureAwait(false);
        if (judged.Value.Count == 0)
            throw new InvalidOperationException("The middleware left no message of the request. Block it instead.");
        return (judged.Value, applied);
    }

    /// <summary>What the model is shown; null when a rail ended the run.</summary>
    public async ValueTask<IReadOnlyList<ChatMessage>?> BeforeModelAsync(IReadOnlyList<ChatMessage> messages, ChatOptions options, CancellationToken cancellationToken)
    {
        if (Middleware.BeforeModel.Length == 0)
            return messages;
        var judged = await Judgement<IReadOnlyList<ChatMessage>>.OfAsync(RailPoint.BeforeModel, messages, Middleware.BeforeModel, (m, value) => m.BeforeModel!(new BeforeModelArguments
        {
            State = writer.State,
            Messages = value,
            Options = options,
        }, cancellationToken), Note<IReadOnlyList<ChatMessage>>(RailPoint.BeforeModel)).ConfigureAwait(false);
        return judged.BlockReason is null ? judged.Value : null;
    }

    /// <summary>What the model is taken to have said; a refusal of ours when a rail did not let it pass.</summary>
    public async ValueTask<ChatMessage> AfterModelAsync(ChatMessage message, UsageDetails? usage, CancellationToken cancellationToken)
    {
        var judged = await Judgement<ChatMessage>.OfAsync(RailPoint.AfterModel, message, Middleware.AfterModel, (m, value) => m.AfterModel!(new AfterModelArguments
        {
            State = writer.State,
            Message = value,
            Usage = usage,
        }, cancellationToken), Note<ChatMessage>(RailPoint.AfterModel)).ConfigureAwait(false);
        if (judged.BlockReason is { } reason)
            return Refusal(reason);
        var text = judged.Value.Text;
        if (Middleware.OnMessage.Length == 0 || string.IsNullOrWhiteSpace(text))
            return judged.Value;
        var isAnswer = !judged.Value.Contents.Any(c => c is FunctionCallContent { InformationalOnly: false });
        var shown = await Judgement<string>.OfAsync(RailPoint.Message, text, Middleware.OnMessage, (m, value) => m.OnMessage!(new MessageArguments
        {
            State = writer.State,
            Text = value,
            IsAnswer = isAnswer,
        }, cancellationToken), Note<string>(RailPoint.Message)).ConfigureAwait(false);
        return shown.BlockReason is { } why ? Refusal(why) : WithText(judged.Value, text, shown.Value);
    }

    /// <summary>A call that fits its tool's schema, as the middleware would have it: with other arguments, refused, or to be put to a person.</summary>
    public async ValueTask<CheckedCall> BeforeToolAsync(string callId, CheckedCall check, CancellationToken cancellationToken)
    {
        if (Middleware.BeforeTool.Length == 0)
            return check;
        var tool = check.Tool!;
        var judged = await Judgement<JsonElement>.OfAsync(RailPoint.BeforeTool, check.Arguments, Middleware.BeforeTool, (m, value) => m.BeforeTool!(new BeforeToolArguments
        {
            State = writer.State,
            CallId = callId,
            Tool = tool.Function,
            Effect = tool.Effect,
            Arguments = value,
        }, cancellationToken), Note<JsonElement>(RailPoint.BeforeTool, callId)).ConfigureAwait(false);
        if (judged.BlockReason is { } reason)
            return CheckedCall.Refuse(ToolOutcome.Denied, agent.Prompts.ToolRefused.Format(("tool", tool.Function.Name), ("reason", reason)));
        if (tool.Schema.Validate(judged.Value) is { Count: > 0 } errors)
            throw new InvalidOperationException($"Middleware changed the arguments of tool '{tool.Function.Name}' into some that break its schema: {errors[0].Message}");
        return check with { Arguments = judged.Value, Question = judged.Question };
    }

    /// <summary>What came of a tool that ran, as the middleware would have it.</summary>
    public async ValueTask<ToolCompleted> AfterToolAsync(ToolStarted started, ToolCompleted completed, CancellationToken cancellationToken)
    {
        if (Middleware.AfterTool.Length == 0)
            return completed;
        try
        {
            var judged = await Judgement<ToolCompleted>.OfAsync(RailPoint.AfterTool, completed, Middleware.AfterTool, (m, value) => m.AfterTool!(new AfterToolArguments
            {
                State = writer.State,
                Started = started,
                Completed = value,
            }, cancellationToken), Note<ToolCompleted>(RailPoint.AfterTool, started.CallId)).ConfigureAwait(false);
            return judged.BlockReason is null ? judged.Value : Withhold(completed, judged.BlockReason);
        }
        catch (Exception error) when (!cancellationToken.IsCancellationRequested)
        {
            // The tool has run. That is written down before the run stops, or a resumption would have to guess.
            await writer.AppendAsync(Withhold(completed, error.GetType().Name + ".")).ConfigureAwait(false);
            throw;
        }
    }

    /// <summary>The arguments that a tool is run with, which the journal need not hold.</summary>
    public ValueTask<JsonElement> RevealAsync(string tool, JsonElement arguments, CancellationToken cancellationToken)
    {
        if (Middleware.Reveal.Length == 0)
            return ValueTask.FromResult(arguments);
        return JsonStrings.MapAsync(arguments, text => RevealAsync(agent, writer.State, tool, text, cancellationToken));
    }

    /// <summary>A text as it is handed out: to the user, or to a tool.</summary>
    public static async ValueTask<string> RevealAsync(AgentDefinition agent, RunState state, string? tool, string text, CancellationToken cancellationToken)
    {
        foreach (var middleware in agent.Middleware.Reveal)
        {
            text = await middleware.Reveal!(new RevealArguments
            {
                RunId = state.RunId,
                SessionId = state.Start.SessionId,
                Tool = tool,
                Text = text,
            }, cancellationToken).ConfigureAwait(false);
        }
        return text;
    }

    private ChatMessage Refusal(string reason) => new(ChatRole.Assistant, agent.Prompts.Blocked.Format(("reason", reason)));

    private ToolCompleted Withhold(ToolCompleted completed, string reason) => completed with
    {
        Outcome = ToolOutcome.Withheld,
        Result = agent.Prompts.ResultWithheld.Format(("tool", completed.Tool), ("reason", reason)),
        TruncatedFrom = null,
        Error = null,
        Untrusted = false,
    };

    private Action<AgentMiddleware, Verdict<T>> Note<T>(RailPoint point, string? callId = null) => (m, verdict) => writer.Stage(Event(agent, m, point, verdict, callId));

    private static RailApplied Event<T>(AgentDefinition agent, AgentMiddleware middleware, RailPoint point, Verdict<T> verdict, string? callId) => new()
    {
        At = agent.Time.GetUtcNow(),
        Rail = middleware.Name,
        Point = point,
        Action = verdict.Action,
        Reason = verdict.Reason,
        CallId = callId,
    };

    /// <summary>The message with its text in one piece, if that changed; calls and whatever else there is stay where they are.</summary>
    private static ChatMessage WithText(ChatMessage message, string before, string after)
    {
        if (before == after)
            return message;
        var contents = new List<AIContent>(message.Contents.Count);
        var isPlaced = false;
        foreach (var content in message.Contents)
        {
            if (content is not TextContent)
                contents.Add(content);
            else if (!isPlaced)
                contents.Add(new TextContent(after));
            isPlaced |= content is TextContent;
        }
        return new ChatMessage(message.Role, contents) { MessageId = message.MessageId, AuthorName = message.AuthorName, CreatedAt = message.CreatedAt };
    }
}
