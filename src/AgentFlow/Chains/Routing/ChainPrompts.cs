using AgentFlow.Prompts;

namespace AgentFlow.Chains;

/// <summary>
/// Every text that chains send to a model of their own accord. Each is a prompt of <see cref="PromptLibrary.BuiltIn"/> and can be replaced,
/// here by its property or in a library by its name. A replacement need not use all of the placeholders, and has no others.
/// </summary>
public sealed record ChainPrompts
{
    /// <summary>The built-in texts.</summary>
    public ChainPrompts()
        : this(PromptLibrary.BuiltIn)
    {
    }

    /// <summary>The texts of a library, and the built-in ones where it has none.</summary>
    /// <param name="library">Prompts by the names that the properties tell; others in it are left alone.</param>
    public ChainPrompts(PromptLibrary library)
    {
        ArgumentNullException.ThrowIfNull(library);
        ChooseRoute = library.TemplateOf("chains.choose-route");
    }

    /// <summary>Asks for the destination of an input. Placeholders: <c>{routes}</c>, <c>{default}</c>, <c>{input}</c>.</summary>
    /// <value><c>chains.choose-route</c>.</value>
    public PromptTemplate ChooseRoute { get; init; }

    /// <summary>What is given to the question is what the built-in one uses.</summary>
    internal void ThrowIfInvalid()
    {
        var given = PromptLibrary.BuiltIn["chains.choose-route"].Template.InputVariables;
        if (ChooseRoute.InputVariables.Except(given).FirstOrDefault() is { } variable)
            throw new ArgumentException($"Prompt 'chains.choose-route' uses '{{{variable}}}', which it is not given. It is given: {string.Join(", ", given)}.");
    }
}
