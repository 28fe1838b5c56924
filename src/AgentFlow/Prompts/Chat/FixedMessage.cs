using AgentFlow.Prompts.Formats;
using Microsoft.Extensions.AI;

namespace AgentFlow.Prompts;

/// <summary>A message without variables. Every rendering gets a copy, because clients may change what they are sent.</summary>
internal sealed class FixedMessage : ChatPromptPart
{
    private readonly ChatMessage _message;

    public FixedMessage(ChatMessage message)
    {
        ArgumentNullException.ThrowIfNull(message);
        _message = message.Clone();
    }

    public override IReadOnlyList<string> InputVariables => [];

    internal override void AddTo(List<ChatMessage> messages, in PromptValues values) => messages.Add(_message.Clone());
}
