using System.Text.Json;
using System.Text.Json.Serialization.Metadata;
using AgentFlow.Output.Json;
using Microsoft.Extensions.AI;

namespace AgentFlow.Output;

/// <summary>
/// Reads JSON into a <typeparamref name="T"/>: malformed text is repaired, near-misses are put right, and the rest is held to the type's
/// schema. <see cref="AgentFlow.Output.Parse.Json{T}(JsonTypeInfo{T}, OutputPrompts)"/> makes one.
/// </summary>
/// <typeparam name="T">Any type that System.Text.Json reads. One that is no object, such as a list or an enum, is asked for as <c>{"value": ...}</c> and may also come bare.</typeparam>
/// <remarks>Thread-safe. Reading the schema out of the type is the costly part; make a parser once and use it for many texts.</remarks>
public sealed class JsonOutputParser<T> : OutputParser<T>, IOutputCheck
{
    private readonly TypedOutput<T> _output;
    private readonly ChatResponseFormat _format;

    internal JsonOutputParser(JsonTypeInfo<T> type, OutputPrompts? prompts)
        : base(prompts)
    {
        ArgumentNullException.ThrowIfNull(type);
        _output = new TypedOutput<T>(type, isObject: true);
        _format = ChatResponseFormat.ForJsonSchema(Schema);
        FormatInstructions = Prompts.JsonInstructions.Format(("schema", Schema.GetRawText()));
    }

    /// <summary>What the answer is held to, as providers get it: always a schema of an object.</summary>
    public JsonElement Schema => _output.Answer.Schema;

    /// <inheritdoc />
    public override string FormatInstructions { get; }

    /// <inheritdoc />
    public override ChatResponseFormat ResponseFormat => _format;

    /// <inheritdoc />
    public override T Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        return _output.Answer.TryRead(text, Prompts, out var value, out var errors)
            ? _output.Read(value, text, Prompts)
            : throw new OutputParserException(text, errors);
    }

    IReadOnlyList<string> IOutputCheck.FindErrors(string text)
    {
        try
        {
            Parse(text);
            return [];
        }
        catch (OutputParserException error)
        {
            return error.Errors;
        }
    }

    /// <inheritdoc />
    /// <remarks>
    /// A partial value is made of what has arrived, without regard to <c>required</c>: members that are still to come have their defaults. It
    /// is not repaired, put right or validated.
    /// </remarks>
    public override IPartialReader<T> CreatePartialReader() => new JsonPartialReader<T>(_output);
}
