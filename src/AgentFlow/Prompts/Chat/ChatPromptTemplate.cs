using System.Diagnostics.CodeAnalysis;
using AgentFlow.Prompts.Formats;
using Microsoft.Extensions.AI;

namespace AgentFlow.Prompts;

/// <summary>
/// The messages of a conversation, with variables: roles and texts, images and data, and places for messages that are given. Never
/// changes; share it between threads.
/// </summary>
public sealed class ChatPromptTemplate
{
    private readonly ChatPromptPart[] _parts;
    private readonly (string Name, object? Value)[] _partials;

    /// <summary>Makes a template.</summary>
    /// <param name="parts">Its parts in their order; a tuple of role and f-string, or a <see cref="ChatMessage"/>, is a part.</param>
    /// <exception cref="PromptSyntaxException">A text is no template.</exception>
    public ChatPromptTemplate(params IEnumerable<ChatPromptPart> parts)
        : this([.. parts], [])
    {
    }

    private ChatPromptTemplate(ChatPromptPart[] parts, (string Name, object? Value)[] partials)
    {
        _parts = parts;
        _partials = partials;
        Variables = [.. parts.SelectMany(p => p.Variables).Distinct()];
        InputVariables = [.. parts.SelectMany(p => p.InputVariables).Distinct().Where(v => !partials.Any(p => p.Name == v))];
    }

    /// <summary>The parts in their order.</summary>
    public IReadOnlyList<ChatPromptPart> Parts => _parts;

    /// <summary>The names that need a value when the template is rendered, in the order of their first use. Those of optional placeholders are not among them.</summary>
    public IReadOnlyList<string> InputVariables { get; }

    /// <summary>The input variables, the partial ones and those of optional placeholders.</summary>
    internal IReadOnlyList<string> Variables { get; }

    internal IReadOnlyList<(string Name, object? Value)> Partials => _partials;

    /// <summary>A template for one type of input, whose properties are found now: what does not fit throws here, not when it is rendered.</summary>
    /// <typeparam name="TInput">The input. Variables take the value of the property of that name; case and underscores may differ.</typeparam>
    /// <param name="parts">The parts in their order.</param>
    /// <exception cref="ArgumentException">A variable has no property.</exception>
    public static ChatPromptTemplate<TInput> For<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TInput>(params IEnumerable<ChatPromptPart> parts) =>
        new ChatPromptTemplate(parts).Bind<TInput>();

    /// <summary>The messages of one template behind those of another.</summary>
    public static ChatPromptTemplate operator +(ChatPromptTemplate first, ChatPromptTemplate second) => first.Add(second);

    /// <summary>This template and another one behind it; the same as <c>+</c>.</summary>
    /// <param name="next">What follows.</param>
    public ChatPromptTemplate Add(ChatPromptTemplate next)
    {
        ArgumentNullException.ThrowIfNull(next);
        return new([.. _parts, .. next._parts], [.. _partials.Concat(next._partials).DistinctBy(p => p.Name)]);
    }

    /// <summary>The template with a variable filled in already. A value that is given when it is rendered comes first.</summary>
    /// <param name="variable">The variable; one that the template does not have throws.</param>
    /// <param name="value">Its value; a <c>Func&lt;object?&gt;</c> makes it anew at every rendering.</param>
    public ChatPromptTemplate Partial(string variable, object? value)
    {
        if (!Variables.Contains(variable))
            throw new ArgumentException($"The template has no variable '{variable}'. Its variables: {(Variables.Count == 0 ? "none" : string.Join(", ", Variables))}.", nameof(variable));
        return new(_parts, [(string.Intern(variable), value), .. _partials.Where(p => p.Name != variable)]);
    }

    /// <summary>The template for one type of input.</summary>
    /// <inheritdoc cref="For{TInput}"/>
    public ChatPromptTemplate<TInput> Bind<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TInput>() => new(this);

    /// <summary>Those of the names that the template has no use for, to find a value that was given under a wrong name.</summary>
    /// <param name="names">The names that values are given for.</param>
    public IReadOnlyList<string> FindUnused(params IEnumerable<string> names) => [.. names.Where(n => !Variables.Contains(n))];

    /// <summary>Renders the messages.</summary>
    /// <param name="values">Names and values; names that the template does not have are passed over.</param>
    /// <exception cref="MissingVariableException">A variable has no value.</exception>
    /// <exception cref="PromptValueException">A value cannot stand where the template has it.</exception>
    public IReadOnlyList<ChatMessage> Format(IReadOnlyDictionary<string, object?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Format(new PromptValues(values, _partials));
    }

    /// <inheritdoc cref="Format(IReadOnlyDictionary{string, object?})"/>
    public IReadOnlyList<ChatMessage> Format(params ReadOnlySpan<(string Name, object? Value)> values) => Format(new PromptValues(values, _partials));

    private List<ChatMessage> Format(in PromptValues values)
    {
        var messages = new List<ChatMessage>(_parts.Length);
        foreach (var part in _parts)
            part.AddTo(messages, values);
        return messages;
    }
}
