using System.Text.Json.Serialization.Metadata;
using AgentFlow.Output.Json;
using AgentFlow.Output.Text;

namespace AgentFlow.Output.Yaml;

/// <summary>YAML, in a code block or alone, read into a type by way of JSON and held to the type's schema.</summary>
internal sealed class YamlOutputParser<T> : OutputParser<T>
{
    private readonly TypedOutput<T> _output;

    public YamlOutputParser(JsonTypeInfo<T> type, OutputPrompts? prompts)
        : base(prompts)
    {
        ArgumentNullException.ThrowIfNull(type);
        _output = new TypedOutput<T>(type, isObject: false);
        FormatInstructions = Prompts.YamlInstructions.Format(("schema", _output.TypeSchema.GetRawText()));
    }

    public override string FormatInstructions { get; }

    public override T Parse(string text)
    {
        ArgumentNullException.ThrowIfNull(text);
        var block = CodeBlocks.Find(text);
        if (block is { IsClosed: false })
            throw new OutputParserException(text, Prompts.CodeBlockOpen.Format());
        try
        {
            var value = YamlReader.Read(block?.Code ?? text).ToJson();
            return _output.Answer.TryAccept(ref value, out var errors)
                ? _output.Read(value, text, Prompts)
                : throw new OutputParserException(text, errors);
        }
        catch (YamlException error)
        {
            throw new OutputParserException(text, Prompts.YamlUnreadable.Format(("error", error.Message)), error);
        }
    }
}
