using AgentFlow.Prompts;

namespace AgentFlow.Tools.Prompted;

/// <summary>
/// Every text that <see cref="PromptedToolCallingChatClient"/> sends to a model of its own accord. Each is a prompt of
/// <see cref="PromptLibrary.BuiltIn"/> and can be replaced, here by its property or in a library by its name. Calls are read in all the common
/// shapes, whichever the texts ask for.
/// </summary>
public sealed record PromptedToolPrompts
{
    /// <summary>The built-in texts.</summary>
    public PromptedToolPrompts()
        : this(PromptLibrary.BuiltIn)
    {
    }

    /// <summary>The texts of a library, and the built-in ones where it has none.</summary>
    /// <param name="library">Prompts by the names that the properties tell; others in it are left alone.</param>
    public PromptedToolPrompts(PromptLibrary library)
    {
        ArgumentNullException.ThrowIfNull(library);
        Instructions = library.TemplateOf("prompted-tools.instructions");
        Tool = library.TemplateOf("prompted-tools.tool");
        MustCall = library.TemplateOf("prompted-tools.must-call");
        MustCallTool = library.TemplateOf("prompted-tools.must-call-tool");
        Call = library.TemplateOf("prompted-tools.call");
        Result = library.TemplateOf("prompted-tools.result");
    }

    /// <summary>Follows the system prompt, and says how to call tools. Placeholder: <c>{tools}</c>, one <see cref="Tool"/> for each.</summary>
    /// <value><c>prompted-tools.instructions</c>.</value>
    public PromptTemplate Instructions { get; init; }

    /// <summary>Describes one tool. Placeholders: <c>{name}</c>, <c>{description}</c>, <c>{schema}</c> (of its arguments, as JSON).</summary>
    /// <value><c>prompted-tools.tool</c>.</value>
    public PromptTemplate Tool { get; init; }

    /// <summary>Follows the instructions when the model must call some tool.</summary>
    /// <value><c>prompted-tools.must-call</c>.</value>
    public PromptTemplate MustCall { get; init; }

    /// <summary>Follows the instructions when the model must call one tool in particular. Placeholder: <c>{name}</c>.</summary>
    /// <value><c>prompted-tools.must-call-tool</c>.</value>
    public PromptTemplate MustCallTool { get; init; }

    /// <summary>A call that the model made earlier, as it reads it again. Placeholders: <c>{name}</c>, <c>{arguments}</c> (JSON, or what the model wrote instead).</summary>
    /// <value><c>prompted-tools.call</c>.</value>
    public PromptTemplate Call { get; init; }

    /// <summary>The result of a call. Placeholders: <c>{name}</c>, <c>{result}</c>.</summary>
    /// <value><c>prompted-tools.result</c>.</value>
    public PromptTemplate Result { get; init; }
}
