using System.Diagnostics.CodeAnalysis;
using AgentFlow.Prompts.Binding;
using Microsoft.Extensions.AI;

namespace AgentFlow.Prompts;

/// <summary>A chat template for one type of input. Every variable was bound to a property when it was made.</summary>
/// <typeparam name="TInput">The input, such as a record with a property for each variable and placeholder.</typeparam>
public sealed class ChatPromptTemplate<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TInput>
{
    private readonly InputProperty<TInput>?[] _properties;

    internal ChatPromptTemplate(ChatPromptTemplate template)
    {
        Template = template;
        _properties = InputProperties.Bind<TInput>(template.Variables, [.. template.Variables.Except(template.InputVariables)]);
    }

    /// <summary>The template that was bound.</summary>
    public ChatPromptTemplate Template { get; }

    /// <summary>Renders the messages.</summary>
    /// <param name="input">The values.</param>
    /// <exception cref="PromptValueException">A value cannot stand where the template has it.</exception>
    public IReadOnlyList<ChatMessage> Format(TInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        return Template.Format(InputProperties.Read(_properties, Template.Variables, input));
    }
}
