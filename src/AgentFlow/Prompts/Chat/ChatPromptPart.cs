using AgentFlow.Prompts.Formats;
using Microsoft.Extensions.AI;

namespace AgentFlow.Prompts;

/// <summary>What a chat template is made of: a message with variables, a message as it is, or the place of messages that are given when it is rendered.</summary>
public abstract class ChatPromptPart
{
    private protected ChatPromptPart()
    {
    }

    /// <summary>The names that need a value, in the order of their first use.</summary>
    public abstract IReadOnlyList<string> InputVariables { get; }

    /// <summary>All names that it makes use of, the optional ones as well.</summary>
    internal virtual IReadOnlyList<string> Variables => InputVariables;

    /// <summary>A role and an f-string, as in <c>(ChatRole.System, "You translate into {language}.")</c>.</summary>
    public static implicit operator ChatPromptPart((ChatRole Role, string Template) message) => new ChatMessageTemplate(message.Role, PromptTemplate.Parse(message.Template));

    /// <summary>A role and a template of any format.</summary>
    public static implicit operator ChatPromptPart((ChatRole Role, PromptTemplate Template) message) => new ChatMessageTemplate(message.Role, message.Template);

    /// <summary>A message that is sent as it is; braces in it are braces.</summary>
    public static implicit operator ChatPromptPart(ChatMessage message) => new FixedMessage(message);

    internal abstract void AddTo(List<ChatMessage> messages, in PromptValues values);
}
