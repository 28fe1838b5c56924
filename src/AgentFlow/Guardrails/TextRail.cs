using AgentFlow.Agents.Middleware;
using AgentFlow.Runs;
using Microsoft.Extensions.AI;

namespace AgentFlow.Guardrails;

/// <summary>
/// A judgement of texts: each passes, is changed, or is blocked with a reason. It becomes middleware by saying what it stands at; <see cref="TextRails"/> has the
/// ready-made ones.
/// </summary>
/// <remarks>Safe for use by many runs at once if its function is.</remarks>
public sealed class TextRail
{
    private readonly Func<RailText, CancellationToken, ValueTask<Verdict<string>>> _check;

    /// <summary>A rail of one's own.</summary>
    /// <param name="name">The name that the journal knows it by.</param>
    /// <param name="check">Judges a text. The reason that it gives is shown to the user or the model, and must not quote what must not be seen.</param>
    public TextRail(string name, Func<RailText, CancellationToken, ValueTask<Verdict<string>>> check)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(name);
        ArgumentNullException.ThrowIfNull(check);
        Name = name;
        _check = check;
    }

    /// <summary>The name that the journal knows it by.</summary>
    public string Name { get; }

    /// <summary>Judges a text.</summary>
    /// <param name="text">The text.</param>
    /// <param name="cancellationToken">Gives up.</param>
    public ValueTask<Verdict<string>> CheckAsync(RailText text, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _check(text, cancellationToken);
    }

    /// <summary>Stands at what is asked: every text of the request's user messages. One that is blocked ends the run before a model is asked.</summary>
    public AgentMiddleware OnInput() => new() { Name = Name, OnInput = JudgeInputAsync };

    /// <summary>Stands at what the user sees. Streamed text is held back until it is judged; one that is blocked ends the run, and is nowhere to be seen.</summary>
    public AgentMiddleware OnOutput() => new()
    {
        Name = Name,
        OnMessage = (message, token) => CheckAsync(new RailText { Text = message.Text, Point = RailPoint.Message, User = message.State.Start.User, IsAnswer = message.IsAnswer }, token),
    };

    /// <summary>Stands at what tools return. A result that is blocked is withheld from the model, and the run goes on.</summary>
    public AgentMiddleware OnToolResults() => new() { Name = Name, AfterTool = JudgeResultAsync };

    private async ValueTask<Verdict<IReadOnlyList<ChatMessage>>> JudgeInputAsync(InputArguments input, CancellationToken cancellationToken)
    {
        var messages = new List<ChatMessage>(input.Messages.Count);
        var reasons = new List<string>();
        var isChanged = false;
        foreach (var message in input.Messages)
        {
            var contents = new List<AIContent>(message.Contents.Count);
            foreach (var content in message.Contents)
            {
                var judged = content;
                if (message.Role == ChatRole.User && content is TextContent { Text.Length: > 0 } text)
                {
                    var verdict = await CheckAsync(new RailText { Text = text.Text, Point = RailPoint.Input, User = input.User }, cancellationToken).ConfigureAwait(false);
                    if (verdict.Action == RailAction.Block)
                        return Verdict.Block(verdict.Reason!);
                    if (verdict.Action == RailAction.Change)
                        judged = new TextContent(verdict.Value);
                    if (verdict.Reason is not null)
                        reasons.Add(verdict.Reason);
                    isChanged |= judged != content;
                }
                contents.Add(judged);
            }
            messages.Add(new ChatMessage(message.Role, contents) { AuthorName = message.AuthorName, MessageId = message.MessageId, CreatedAt = message.CreatedAt, AdditionalProperties = message.AdditionalProperties });
        }
        if (isChanged)
            return Verdict.Change<IReadOnlyList<ChatMessage>>(messages, string.Join(' ', reasons));
        return reasons.Count == 0 ? Verdict.Pass : Verdict.PassWith(string.Join(' ', reasons));
    }

    private async ValueTask<Verdict<ToolCompleted>> JudgeResultAsync(AfterToolArguments tool, CancellationToken cancellationToken)
    {
        var completed = tool.Completed;
        if (completed.Result.Length == 0)
            return Verdict.Pass;
        var verdict = await CheckAsync(new RailText { Text = completed.Result, Point = RailPoint.AfterTool, User = tool.State.Start.User }, cancellationToken).ConfigureAwait(false);
        return verdict.Action switch
        {
            RailAction.Block => Verdict.Block(verdict.Reason!),
            RailAction.Change => Verdict.Change(completed with { Result = verdict.Value! }, verdict.Reason!),
            _ => verdict.Reason is null ? Verdict.Pass : Verdict.PassWith(verdict.Reason),
        };
    }
}
