using System.Text.Json.Nodes;
using AgentFlow.Models.Offline.Filling;
using AgentFlow.Models.Offline.Text;
using AgentFlow.Models.Offline.Tools;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models.Offline.Answers;

/// <summary>
/// Fills a JSON schema from the conversation with the rules that fill a tool's arguments. What is not in the text is left out, or null
/// where the schema allows it: the answer is always JSON, and never holds a value that nobody gave.
/// </summary>
internal static class JsonAnswer
{
    private static readonly string[] AnswerNames = ["answer", "reply", "response", "text", "message", "summary", "explanation", "reason",
        "reasoning", "result", "output", "content"];

    public static string Write(ChatResponseFormatJson format, Turn turn, string answer)
    {
        answer = WellFormed.From(answer);
        if (format.Schema is not { } schema)
            return new JsonObject { ["answer"] = answer }.ToJsonString(JsonText.Options);
        var root = SchemaReader.Root(schema);
        var isObject = root.Type == ParameterType.Object;
        var tool = new ToolDescriptor
        {
            Name = "",
            Description = "",
            Parameters = isObject ? root.Properties : [root],
            NameStems = [],
            Verb = "",
            Weights = new Dictionary<string, double>()
        };
        var json = Fill(tool, turn, answer);
        return (isObject ? json : json[""])?.ToJsonString(JsonText.Options) ?? "null";
    }

    private static JsonObject Fill(ToolDescriptor tool, Turn turn, string answer)
    {
        var source = Utterance.Read(string.Join(". ", turn.Exchanges.Select(e => ResultText.Spoken(e.Result)).Prepend(turn.Question)),
            turn.Now);
        var found = ArgumentFiller.Fill(tool.Parameters, new Scope(source, new Clause(0, source.Tokens.Count - 1), tool)).Values;
        var json = new JsonObject();
        foreach (var parameter in tool.Parameters)
        {
            if (parameter.IsText && parameter.Choices.Count == 0
                && (tool.Parameters.Count == 1 || AnswerNames.Contains(parameter.Name.ToLowerInvariant())))
                json[parameter.Name] = answer;
            else if (found.TryGetValue(parameter, out var values))
                json[parameter.Name] = values[0].Node.DeepClone();
            else if (parameter.IsNullable && parameter.IsRequired)
                json[parameter.Name] = null;
        }
        return json;
    }
}
