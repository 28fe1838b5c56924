using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AgentFlow.JsonSchema.Generation;

namespace AgentFlow.Output.Json;

/// <summary>A type as an answer: its schema, the form of it that providers take, and the way back from JSON to a value.</summary>
internal sealed class TypedOutput<T>
{
    private readonly JsonTypeInfo<T> _type;
    private readonly Lazy<JsonTypeInfo<T>> _partialType;
    private readonly bool _isWrapped;

    /// <param name="type">The type.</param>
    /// <param name="isObject">Whether the answer must be an object, so that a type that is none is put into one.</param>
    public TypedOutput(JsonTypeInfo<T> type, bool isObject)
    {
        _type = type;
        TypeSchema = SchemaGenerator.FromType(type, new SchemaGenerationOptions { ClosedObjects = true });
        _isWrapped = isObject && ValueWrapper.IsNeeded(TypeSchema);
        Answer = new OutputSchema(_isWrapped ? ValueWrapper.WrapSchema(TypeSchema) : TypeSchema);
        _partialType = new(() => WithoutRequirements(type));
    }

    /// <summary>The schema of the type itself.</summary>
    public JsonElement TypeSchema { get; }

    /// <summary>What the answer is held to.</summary>
    public OutputSchema Answer { get; }

    /// <summary>Makes the value of an answer that <see cref="Answer"/> has accepted.</summary>
    /// <exception cref="OutputParserException">The type refuses the value.</exception>
    public T Read(JsonElement answer, string text, OutputPrompts prompts)
    {
        try
        {
            return (_isWrapped ? ValueWrapper.Unwrap(answer) : answer).Deserialize(_type)!;
        }
        catch (Exception error) when (error is JsonException or ArgumentException or FormatException or OverflowException)
        {
            // Converters and constructors check what a schema cannot say; what they object to is the model's to mend.
            throw new OutputParserException(text, prompts.ValueRefused.Format(("error", error.Message)), error);
        }
    }

    /// <summary>Makes a value of an answer that is still arriving; false when the part that is there makes none.</summary>
    public bool TryReadPartial(JsonElement partial, out T? value)
    {
        value = default;
        if (_isWrapped && !ValueWrapper.TryUnwrap(partial, out partial))
            return false;
        try
        {
            value = partial.Deserialize(_partialType.Value);
            return value is not null;
        }
        catch (Exception error) when (error is JsonException or ArgumentException or FormatException or OverflowException)
        {
            return false; // Such as half the name of an enum: there is more to come.
        }
    }

    private static JsonTypeInfo<T> WithoutRequirements(JsonTypeInfo<T> type)
    {
        type.MakeReadOnly();
        var options = new JsonSerializerOptions(type.Options) { RespectNullableAnnotations = false, RespectRequiredConstructorParameters = false };
        options.TypeInfoResolver = options.TypeInfoResolver!.WithAddedModifier(static info =>
        {
            foreach (var property in info.Properties)
                property.IsRequired = false;
        });
        options.MakeReadOnly();
        return (JsonTypeInfo<T>)options.GetTypeInfo(typeof(T));
    }
}
