using System.Text.Json;
using System.Text.Json.Nodes;
using Microsoft.Extensions.AI;

namespace AgentFlow.Prompts;

/// <summary>Reads a file of examples: JSON objects, one a line, with the variables of a question and its answer as <c>answer</c>.</summary>
internal static class ExampleFile
{
    private const string AnswerKey = "answer";

    /// <summary>Question and answer of every example as messages.</summary>
    public static IReadOnlyList<ChatMessage> Read(Func<string, string> read, string path, ChatMessageTemplate question, Func<string, Exception> fail)
    {
        string text;
        try
        {
            text = read(path);
        }
        catch (IOException error)
        {
            throw fail($"The file of examples '{path}' cannot be read: {error.Message}");
        }
        var template = new ChatPromptTemplate(question);
        var messages = new List<ChatMessage>();
        foreach (var (index, line) in text.Split('\n').Index().Where(l => !string.IsNullOrWhiteSpace(l.Item)))
        {
            var example = ReadLine(line, problem => fail($"{path}:{index + 1}: {problem}"));
            try
            {
                messages.AddRange(template.Format(example));
            }
            catch (MissingVariableException error)
            {
                throw fail($"{path}:{index + 1}: {error.Message}");
            }
            messages.Add(new(ChatRole.Assistant, (string)example[AnswerKey]!));
        }
        return messages;
    }

    private static Dictionary<string, object?> ReadLine(string line, Func<string, Exception> fail)
    {
        try
        {
            if (JsonNode.Parse(line) is not JsonObject example || example[AnswerKey] is not { } answer)
                throw fail($"An example is a JSON object with an '{AnswerKey}' and the variables of the question.");
            var values = example.ToDictionary(p => p.Key, p => (object?)TextOf(p.Value), StringComparer.Ordinal);
            values[AnswerKey] = TextOf(answer);
            return values;
        }
        catch (JsonException error)
        {
            throw fail($"This is no JSON object: {error.Message}");
        }
    }

    private static string TextOf(JsonNode? node) => node?.GetValueKind() == JsonValueKind.String ? node.GetValue<string>() : node?.ToJsonString() ?? string.Empty;
}
