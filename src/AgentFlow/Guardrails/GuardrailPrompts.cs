using AgentFlow.Prompts;

namespace AgentFlow.Guardrails;

/// <summary>Every text that guardrails send to a model. Each is a prompt of <see cref="PromptLibrary.BuiltIn"/> and can be replaced, here by its property or in a library by its name.</summary>
public sealed record GuardrailPrompts
{
    /// <summary>The built-in texts.</summary>
    public GuardrailPrompts()
        : this(PromptLibrary.BuiltIn)
    {
    }

    /// <summary>The texts of a library, and the built-in ones where it has none.</summary>
    /// <param name="library">Prompts by the names that the properties tell; others in it are left alone.</param>
    public GuardrailPrompts(PromptLibrary library)
    {
        ArgumentNullException.ThrowIfNull(library);
        Judge = library.TemplateOf("guardrails.judge");
    }

    /// <summary>Asks for a judgement of a text. Placeholders: <c>{policy}</c>, <c>{text}</c> (as a JSON string, so that it cannot pose as more than a text).</summary>
    /// <value><c>guardrails.judge</c>.</value>
    public PromptTemplate Judge { get; init; }
}
