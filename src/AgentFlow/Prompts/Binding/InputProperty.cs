using System.Reflection;
using AgentFlow.Prompts.Formats;

namespace AgentFlow.Prompts.Binding;

/// <summary>One property of a template's input.</summary>
internal abstract class InputProperty<TInput>
{
    public abstract object? Get(TInput input);

    public abstract void Write(ref PromptSink sink, TInput input, string? format, string variable);
}

/// <summary>A property whose values are objects already.</summary>
internal sealed class ReferenceProperty<TInput>(Func<TInput, object?> get) : InputProperty<TInput>
{
    public override object? Get(TInput input) => get(input);

    public override void Write(ref PromptSink sink, TInput input, string? format, string variable) => sink.Append(get(input), format, variable);
}

/// <summary>A property whose values would have to be boxed.</summary>
internal sealed class ValueProperty<TInput, TValue>(Func<TInput, TValue> get) : InputProperty<TInput>
    where TValue : ISpanFormattable, IUtf8SpanFormattable
{
    public override object? Get(TInput input) => get(input);

    public override void Write(ref PromptSink sink, TInput input, string? format, string variable) => sink.AppendFormatted(get(input), format, variable);
}

/// <summary>A property of a type that there is no compiled way for: other structs, and all properties of an input that is a struct itself.</summary>
internal sealed class ReflectedProperty<TInput>(PropertyInfo property) : InputProperty<TInput>
{
    public override object? Get(TInput input) => property.GetValue(input);

    public override void Write(ref PromptSink sink, TInput input, string? format, string variable) => sink.Append(Get(input), format, variable);
}
