using System.Buffers;
using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization.Metadata;
using AgentFlow.Prompts.Binding;
using AgentFlow.Prompts.Formats;

namespace AgentFlow.Prompts;

/// <summary>
/// A template for one type of input. Every variable was bound to a property when it was made, so that rendering it cannot miss one, and
/// numbers and dates are written without boxing.
/// </summary>
/// <typeparam name="TInput">The input, such as a record with a property for each variable.</typeparam>
public sealed class PromptTemplate<[DynamicallyAccessedMembers(DynamicallyAccessedMemberTypes.PublicProperties)] TInput>
{
    private const int StartLength = 512;

    private readonly InputProperty<TInput>?[] _properties;

    internal PromptTemplate(PromptTemplate template)
    {
        Template = template;
        _properties = InputProperties.Bind<TInput>(template);
    }

    internal PromptTemplate(PromptTemplate template, JsonTypeInfo<TInput> type)
    {
        Template = template;
        _properties = JsonProperties.Bind(template, type);
    }

    /// <summary>The template that was bound.</summary>
    public PromptTemplate Template { get; }

    /// <summary>Renders the template.</summary>
    /// <param name="input">The values.</param>
    /// <exception cref="PromptValueException">A value has no text, or does not take its format.</exception>
    public string Format(TInput input)
    {
        ArgumentNullException.ThrowIfNull(input);
        if (Template.Body.Constant is { } constant)
            return constant;
        var sink = new PromptSink(stackalloc char[StartLength]);
        try
        {
            Render(ref sink, input);
            return sink.Complete();
        }
        finally
        {
            sink.Release();
        }
    }

    /// <summary>Renders the template as UTF-8, without an allocation of its own for text, numbers, dates and ids.</summary>
    /// <param name="writer">What is written to. When an error is thrown, the beginning of the text may have been written.</param>
    /// <param name="input">The values.</param>
    /// <exception cref="PromptValueException">A value has no text, or does not take its format.</exception>
    public void Format(IBufferWriter<byte> writer, TInput input)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(input);
        var sink = new PromptSink(writer);
        Render(ref sink, input);
        sink.Flush();
    }

    private void Render(ref PromptSink sink, TInput input)
    {
        if (Template.Body is FStringBody body)
        {
            RenderSegments(ref sink, body, input);
            return;
        }
        Template.Body.Render(ref sink, new PromptValues(InputProperties.Read(_properties, Template.Body.All, input).AsSpan(), Template.Partials));
    }

    private void RenderSegments(ref PromptSink sink, FStringBody body, TInput input)
    {
        foreach (ref readonly var segment in body.Segments)
        {
            if (segment.Literal is { } literal)
                sink.Append(literal);
            else if (_properties[segment.Place] is { } property)
                property.Write(ref sink, input, segment.Format, segment.Variable!);
            else if (new PromptValues([], Template.Partials).TryGet(segment.Variable!, 0, out var value))
                sink.Append(value, segment.Format, segment.Variable!);
        }
    }
}
