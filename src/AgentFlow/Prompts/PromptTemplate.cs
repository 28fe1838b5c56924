using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using AgentFlow.Prompts.Formats;
using AgentFlow.Prompts.Formats.Mustache;

namespace AgentFlow.Prompts;

/// <summary>
/// A text with variables, read once and rendered as often as needed. What a variable's value says is never read as a template: braces
/// that a user typed stay braces. Never changes; share it between threads.
/// </summary>
public sealed class PromptTemplate
{
    private const int StartLength = 512;

    private readonly (string Name, object? Value)[] _partials;

    internal PromptTemplate(TemplateBody body, string text, (string Name, object? Value)[] partials)
    {
        Body = body;
        Text = text;
        _partials = partials;
        InputVariables = partials.Length == 0 ? body.Variables : [.. body.Variables.Where(v => !partials.Any(p => p.Name == v))];
    }

    /// <summary>
    /// The names that need a value when the template is rendered, in the order of their first use. In mustache also the sections, which are left
    /// out where they have none; names inside of sections, which may be those of items, are not among them.
    /// </summary>
    public IReadOnlyList<string> InputVariables { get; }

    /// <summary>The template as it was written.</summary>
    public string Text { get; }

    internal TemplateBody Body { get; }

    /// <summary>The name of the prompt that it is a text of, for errors.</summary>
    internal string? Name { get; private init; }

    internal ReadOnlySpan<(string Name, object? Value)> Partials => _partials;

    /// <summary>Reads a template.</summary>
    /// <param name="text">The text, written by a developer. What users write belongs into a variable's value.</param>
    /// <param name="format">How variables are written in it.</param>
    /// <exception cref="PromptSyntaxException">The text is no such template.</exception>
    public static PromptTemplate Parse(string text, PromptFormat format = PromptFormat.FString)
    {
        ArgumentNullException.ThrowIfNull(text);
        return new(ReaderOf(format).Parse(text), text, []);
    }

    /// <summary>Reads a mustache template.</summary>
    /// <param name="text">The text, written by a developer.</param>
    /// <param name="options">Partials, and whether to keep to the specification where a prompt is better off without.</param>
    /// <exception cref="PromptSyntaxException">The text, or a partial, is no such template.</exception>
    public static PromptTemplate Parse(string text, MustacheOptions options)
    {
        ArgumentNullException.ThrowIfNull(text);
        ArgumentNullException.ThrowIfNull(options);
        return new(new MustacheFormat(options).Parse(text), text, []);
    }

    /// <summary>A template for one type of input, whose properties are found now: what does not fit throws here, not when it is rendered.</summary>
    /// <typeparam name="TInput">The input. Variables take the value of the property of that name; case and underscores may differ.</typeparam>
    /// <inheritdoc cref="Parse(string, PromptFormat)"/>
    /// <exception cref="ArgumentException">A variable has no property.</exception>
    public static PromptTemplate<TInput> For<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TInput>(string text, PromptFormat format = PromptFormat.FString) =>
        Parse(text, format).Bind<TInput>();

    /// <summary>A text without variables. Nothing in it is read as one.</summary>
    /// <param name="text">The text, wherever it is from.</param>
    public static PromptTemplate Literal(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var builder = new FStringBuilder();
        builder.AddText(text);
        return new(builder.Build(), text, []);
    }

    /// <summary>One template behind the other; the formats may differ. Partial variables of both are kept, the first one's where both have one.</summary>
    public static PromptTemplate operator +(PromptTemplate first, PromptTemplate second) => first.Add(second);

    /// <summary>This template and another one behind it; the same as <c>+</c>.</summary>
    /// <param name="next">What follows.</param>
    public PromptTemplate Add(PromptTemplate next)
    {
        ArgumentNullException.ThrowIfNull(next);
        TemplateBody body = (Body, next.Body) is (FStringBody a, FStringBody b) ? FStringBody.Join(a, b) : new SequenceBody(Body, next.Body);
        return new(body, Text + next.Text, [.. _partials.Concat(next._partials).DistinctBy(p => p.Name)]) { Name = Name };
    }

    /// <summary>The template with a variable filled in already. A value that is given when it is rendered comes first.</summary>
    /// <param name="variable">The variable; one that the template does not have throws.</param>
    /// <param name="value">Its value.</param>
    public PromptTemplate Partial(string variable, object? value)
    {
        if (!Body.All.Contains(variable))
            throw new ArgumentException($"The template has no variable '{variable}'. Its variables: {(Body.All.Count == 0 ? "none" : string.Join(", ", Body.All))}.", nameof(variable));
        return new(Body, Text, [(string.Intern(variable), value), .. _partials.Where(p => p.Name != variable)]) { Name = Name };
    }

    /// <summary>The template with a variable whose value is made anew at every rendering, such as the date.</summary>
    /// <param name="variable">The variable; one that the template does not have throws.</param>
    /// <param name="value">Makes its value; called once for every place where the variable stands.</param>
    public PromptTemplate Partial(string variable, Func<object?> value)
    {
        ArgumentNullException.ThrowIfNull(value);
        return Partial(variable, (object?)value);
    }

    /// <summary>The template for one type of input.</summary>
    /// <inheritdoc cref="For{TInput}(string, PromptFormat)"/>
    public PromptTemplate<TInput> Bind<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TInput>() => new(this);

    /// <summary>
    /// The template for one type of input whose properties are those that JSON has of it, under their names in JSON. Values that are objects, or lists of them, are
    /// made JSON of when they are rendered, so that mustache can look into them.
    /// </summary>
    /// <typeparam name="TInput">The input.</typeparam>
    /// <param name="type">What JSON has of it, from a <see cref="System.Text.Json.Serialization.JsonSerializerContext"/>.</param>
    /// <exception cref="ArgumentException">A variable has no property.</exception>
    public PromptTemplate<TInput> Bind<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TInput>(JsonTypeInfo<TInput> type)
    {
        ArgumentNullException.ThrowIfNull(type);
        return new(this, type);
    }

    /// <summary>Those of the names that the template has no use for, to find a value that was given under a wrong name.</summary>
    /// <param name="names">The names that values are given for.</param>
    public IReadOnlyList<string> FindUnused(params IEnumerable<string> names) => [.. names.Where(n => !Body.All.Contains(n))];

    /// <summary>Renders the template.</summary>
    /// <param name="values">Names and values; names that the template does not have are passed over.</param>
    /// <exception cref="MissingVariableException">A variable has no value.</exception>
    /// <exception cref="PromptValueException">A value has no text, or does not take its format.</exception>
    public string Format(IReadOnlyDictionary<string, object?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        return Body.Constant ?? Format(new PromptValues(values, _partials) { Prompt = Name });
    }

    /// <inheritdoc cref="Format(IReadOnlyDictionary{string, object?})"/>
    public string Format(params ReadOnlySpan<(string Name, object? Value)> values) => Body.Constant ?? Format(new PromptValues(values, _partials) { Prompt = Name });

    /// <summary>Renders the template as UTF-8, without an allocation of its own for text and numbers.</summary>
    /// <param name="writer">What is written to. When an error is thrown, the beginning of the text may have been written.</param>
    /// <param name="values">Names and values; names that the template does not have are passed over.</param>
    /// <exception cref="MissingVariableException">A variable has no value.</exception>
    /// <exception cref="PromptValueException">A value has no text, or does not take its format.</exception>
    public void Format(IBufferWriter<byte> writer, IReadOnlyDictionary<string, object?> values)
    {
        ArgumentNullException.ThrowIfNull(values);
        Format(writer, new PromptValues(values, _partials) { Prompt = Name });
    }

    /// <inheritdoc cref="Format(IBufferWriter{byte}, IReadOnlyDictionary{string, object?})"/>
    public void Format(IBufferWriter<byte> writer, params ReadOnlySpan<(string Name, object? Value)> values) => Format(writer, new PromptValues(values, _partials) { Prompt = Name });

    /// <summary>The template as it was written.</summary>
    public override string ToString() => Text;

    internal PromptTemplate Named(string name) => new(Body, Text, _partials) { Name = name };

    /// <summary>Renders the template as a part of another: what that one was given comes before this one's own partial variables.</summary>
    internal string Render(in PromptValues values) => Body.Constant ?? Format(values.Behind(_partials, Name));

    private string Format(in PromptValues values)
    {
        var sink = new PromptSink(stackalloc char[StartLength]);
        try
        {
            Body.Render(ref sink, values);
            return sink.Complete();
        }
        finally
        {
            sink.Release();
        }
    }

    private static ITemplateFormat ReaderOf(PromptFormat format) => format switch
    {
        PromptFormat.FString => new FStringFormat(),
        PromptFormat.Mustache => new MustacheFormat(new MustacheOptions()),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    private void Format(IBufferWriter<byte> writer, in PromptValues values)
    {
        ArgumentNullException.ThrowIfNull(writer);
        var sink = new PromptSink(writer);
        Body.Render(ref sink, values);
        sink.Flush();
    }
}
