using AgentFlow.Prompts.Formats;
using Microsoft.Extensions.AI;

namespace AgentFlow.Prompts;

/// <summary>The place of messages that are given when the template is rendered, such as a conversation's history.</summary>
public sealed class MessagesPlaceholder : ChatPromptPart
{
    private readonly string _variable;

    /// <summary>Makes a place.</summary>
    /// <param name="variable">
    /// The variable that holds the messages: a sequence of <see cref="ChatMessage"/> or of (<see cref="ChatRole"/>, <see cref="string"/>), or one message.
    /// </param>
    public MessagesPlaceholder(string variable)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(variable);
        _variable = string.Intern(variable);
        Variables = [_variable];
    }

    /// <summary>The variable that holds the messages.</summary>
    public string Variable => _variable;

    /// <summary>Whether the variable may be left out; then nothing stands there.</summary>
    /// <value>False.</value>
    public bool IsOptional { get; init; }

    /// <summary>
    /// How many messages are kept, the last ones; from 1. A call of a tool is never kept without its result, nor a result without its call: where
    /// the cut would part them, the messages back to the call are kept as well.
    /// </summary>
    /// <value>Null: all.</value>
    public int? Limit
    {
        get;
        init
        {
            ArgumentOutOfRangeException.ThrowIfNegativeOrZero(value ?? 1, nameof(Limit));
            field = value;
        }
    }

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputVariables => IsOptional ? [] : Variables;

    internal override IReadOnlyList<string> Variables { get; }

    internal override void AddTo(List<ChatMessage> messages, in PromptValues values)
    {
        if (!values.TryGet(_variable, 0, out var value))
        {
            if (!IsOptional)
                throw values.Missing(_variable);
            return;
        }
        var given = Read(value);
        var start = Limit is { } limit ? FindStart(given, limit) : 0;
        for (var i = start; i < given.Count; i++)
            messages.Add(given[i]);
    }

    private IReadOnlyList<ChatMessage> Read(object? value) => value switch
    {
        IReadOnlyList<ChatMessage> list => list,
        IEnumerable<ChatMessage> sequence => [.. sequence],
        IEnumerable<(ChatRole Role, string Text)> pairs => [.. pairs.Select(p => new ChatMessage(p.Role, p.Text))],
        ChatMessage message => [message],
        null when IsOptional => [],
        _ => throw new PromptValueException(_variable, $"is a {value?.GetType().Name ?? "null"}, and must be messages: a sequence of ChatMessage or of (ChatRole, string), or one ChatMessage."),
    };

    /// <summary>Where the last messages begin, moved back to before every call whose result is among them.</summary>
    private static int FindStart(IReadOnlyList<ChatMessage> messages, int limit)
    {
        var start = Math.Max(0, messages.Count - limit);
        for (var i = messages.Count - 1; i >= start && start > 0; i--)
        {
            foreach (var result in messages[i].Contents.OfType<FunctionResultContent>())
                start = Math.Min(start, FindCall(messages, i, result.CallId));
        }
        return start;
    }

    /// <summary>The nearest message before the result that has its call; the result's own place when nobody made the call.</summary>
    private static int FindCall(IReadOnlyList<ChatMessage> messages, int before, string callId)
    {
        for (var i = before - 1; i >= 0; i--)
        {
            if (messages[i].Contents.OfType<FunctionCallContent>().Any(c => c.CallId == callId))
                return i;
        }
        return before;
    }
}
