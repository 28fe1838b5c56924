using System.Text.Json;
using System.Text.Json.Nodes;
using AgentFlow.Output;
using AgentFlow.Output.Json;
using Microsoft.Extensions.AI;

namespace AgentFlow.Chains.Routing;

/// <summary>Reads the name of a route out of a model's answer, which may also be the bare name.</summary>
internal sealed class RouteParser : OutputParser<string>
{
    private const string Destination = "destination";

    private readonly IReadOnlyList<string> _names;
    private readonly OutputSchema _schema;

    public RouteParser(IReadOnlyList<string> names)
    {
        _names = names;
        var schema = new JsonObject
        {
            ["type"] = "object",
            ["properties"] = new JsonObject { [Destination] = new JsonObject { ["type"] = "string", ["enum"] = new JsonArray([.. names.Select(n => (JsonNode)n)]) } },
            ["required"] = new JsonArray(Destination),
            ["additionalProperties"] = false,
        };
        using var document = JsonDocument.Parse(schema.ToJsonString());
        _schema = new OutputSchema(document.RootElement.Clone());
        ResponseFormat = ChatResponseFormat.ForJsonSchema(_schema.Schema, "route");
    }

    public override ChatResponseFormat ResponseFormat { get; }

    public override string Parse(string text)
    {
        var bare = text.Trim(' ', '\r', '\n', '\t', '"', '.', '`', '*');
        if (_names.FirstOrDefault(n => string.Equals(n, bare, StringComparison.OrdinalIgnoreCase)) is { } name)
            return name;
        return _schema.TryRead(text, Prompts, out var value, out var errors)
            ? value.GetProperty(Destination).GetString()!
            : throw new OutputParserException(text, errors);
    }
}
