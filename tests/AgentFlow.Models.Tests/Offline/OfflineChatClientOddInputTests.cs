using System.Text.Json;
using AgentFlow.Models.Offline;
using Microsoft.Extensions.AI;

namespace AgentFlow.Models.Tests.Offline;

/// <summary>Whatever is asked and however odd the schema: an answer, never an exception.</summary>
public sealed class OfflineChatClientOddInputTests
{
    private static readonly string[] Pieces =
    [
        "what", "is", "convert", "5", "-3.5e7", "999999999999999999999999", "%", "$", "km", "m/s^2", "'", "\"", "`", "(", ")", "[", "]", "{", "}", ",", ".", "?", "!", ";", ":",
        "and", "from", "to", "between", "Paris", "New York", "A", "I", "the", "http://", "http://x.y/z?a=b", "a@b.c", "@", "/a/b.csv", "2024-02-30", "13/13/2024", "Mar 5", "99:99", "5 pm",
        "two", "dozen", "hundred", "half", "and a half", "1/0", "^", "=", "x", "²", "°", "😀", "\ud800", "é", "中文", "\u0000", "\n", "\t", "’", "s'", "o'clock", "next", "month", "1st", "0",
    ];

    private static readonly string[] Schemas =
    [
        "{}", "true", "[]", "null", """{"type":"object"}""", """{"properties":[]}""", """{"type":"object","properties":{"":{}},"required":[""]}""",
        """{"type":"object","properties":{"a":true,"b":{"type":[]},"c":{"type":["null"]},"d":{"enum":[]},"e":{"enum":[null,1,{"x":2}]}},"required":["a","b","c","d","e",7]}""",
        """{"type":"object","properties":{"n":{"$ref":"#/properties/n"},"m":{"$ref":"#/nowhere"},"o":{"$ref":"#"}},"required":["n","m","o"]}""",
        """{"type":"object","properties":{"list":{"type":"array","items":{"type":"array","items":{"type":"number"}}},"when":{"type":"string","format":"date"},"deep":{"type":"object","properties":{"x":{"type":"integer"},"y":{"type":"boolean"}},"required":["x"]}},"required":["list","when","deep"]}""",
        """{"type":"object","properties":{"from":{"type":"string"},"to":{"type":"string"},"value":{"type":"integer"},"unit":{"type":"string","enum":["km","mi"]}},"required":["from","to","value"]}""",
    ];

    [Fact]
    public async Task GetResponse_RandomTextAndSchemas_AlwaysAnswers()
    {
        var client = new OfflineChatClient();
        var random = new Random(20240607);
        for (var round = 0; round < 1500; round++)
        {
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 30))
                .Select(_ => Pieces[random.Next(Pieces.Length)] + (random.Next(4) == 0 ? "" : " ")));
            var tools = Enumerable.Range(0, random.Next(0, 4)).Select(i => (AITool)new OddTool($"what_convert{i}", Schemas[random.Next(Schemas.Length)])).ToList();
            var options = new ChatOptions { Tools = tools, ToolMode = random.Next(3) == 0 ? ChatToolMode.RequireAny : null };
            if (random.Next(4) == 0)
                options.ResponseFormat = ChatResponseFormat.ForJsonSchema(JsonDocument.Parse(Schemas[random.Next(Schemas.Length)])
                    .RootElement);
            var messages = new List<ChatMessage> { new(ChatRole.User, text) };

            var response = await client.GetResponseAsync(messages, options, TestContext.Current.CancellationToken);

            var calls = Chat.Calls(response);
            Assert.True(calls.Count > 0 || response.Text.Length > 0, text);
            if (calls.Count == 0 && options.ResponseFormat is not null)
                JsonDocument.Parse(response.Text).Dispose();
            messages.AddRange(response.Messages);
            messages.Add(new ChatMessage(ChatRole.Tool,
                calls.Select(c => (AIContent)new FunctionResultContent(c.CallId, random.Next(2) == 0 ? text
                : "Error: must be one of: a, b.")).ToList()));
            await client.GetResponseAsync(messages, options, TestContext.Current.CancellationToken);
        }
    }

    [Fact]
    public async Task GetResponse_EveryResultReturned_EndsWithinAFewSteps()
    {
        var chat = new Chat(TestTools.All);
        var response = await chat.SayAsync("What is 2 + 3, 4 * 5 and 6 - 1? Convert 3 km to miles. Remember that I like tea. List my notes.");
        var steps = 0;

        while (Chat.Calls(response) is { Count: > 0 } calls && steps < 10)
        {
            response = await chat.ReturnAsync(response, calls.Select(object (_) => "Error: must be one of: a, b.").ToArray());
            steps++;
        }

        Assert.InRange(steps, 1, 3);
    }

    [Fact]
    public async Task GetResponse_NoMessages_Answers()
    {
        var response = await new OfflineChatClient().GetResponseAsync([], cancellationToken: TestContext.Current.CancellationToken);

        Assert.NotEmpty(response.Text);
    }

    [Fact]
    public async Task GetResponse_VeryLongText_Answers()
    {
        var text = string.Concat(Enumerable.Repeat("the radius is 5 and the name is 'Bob', (1, 2) in Paris. ", 400));

        var response = await new Chat(TestTools.All).SayAsync(text);

        Assert.NotEmpty(response.Messages);
    }

    private sealed class OddTool(string name, string schema) : AIFunctionDeclaration
    {
        public override string Name => name;

        public override string Description => "";

        public override JsonElement JsonSchema { get; } = JsonDocument.Parse(schema).RootElement;
    }
}
