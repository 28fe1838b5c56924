using AgentFlow.Prompts.Formats;
using Microsoft.Extensions.AI;

namespace AgentFlow.Prompts;

/// <summary>One message with variables: a text, or text, images and data in their order.</summary>
public sealed class ChatMessageTemplate : ChatPromptPart
{
    private readonly ContentTemplate[] _contents;

    /// <summary>A message that is one text.</summary>
    /// <param name="role">Who says it.</param>
    /// <param name="text">What is said.</param>
    public ChatMessageTemplate(ChatRole role, PromptTemplate text)
        : this(role, ContentTemplate.Text(text))
    {
    }

    /// <summary>A message of several contents.</summary>
    /// <param name="role">Who says it.</param>
    /// <param name="contents">Text, images and data, in the order in which the model is to see them. At least one.</param>
    public ChatMessageTemplate(ChatRole role, params IEnumerable<ContentTemplate> contents)
    {
        ArgumentNullException.ThrowIfNull(contents);
        Role = role;
        _contents = [.. contents];
        if (_contents.Length == 0)
            throw new ArgumentException($"The template of a '{role}' message has no contents. Give it a text at least.", nameof(contents));
        InputVariables = [.. _contents.SelectMany(c => c.InputVariables).Distinct()];
        Variables = [.. _contents.SelectMany(c => c.Variables).Distinct()];
    }

    /// <summary>Who says it.</summary>
    public ChatRole Role { get; }

    /// <summary>Text, images and data in their order.</summary>
    public IReadOnlyList<ContentTemplate> Contents => _contents;

    /// <inheritdoc/>
    public override IReadOnlyList<string> InputVariables { get; }

    internal override IReadOnlyList<string> Variables { get; }

    internal override void AddTo(List<ChatMessage> messages, in PromptValues values)
    {
        var contents = new List<AIContent>(_contents.Length);
        foreach (var content in _contents)
            contents.Add(content.Render(values));
        messages.Add(new(Role, contents));
    }
}
