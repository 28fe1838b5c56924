using System.Globalization;
using System.Text;
using AgentFlow.Testing;
using AgentFlow.Tools;
using AgentFlow.Tools.Prompted;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tests.Tools.Prompted;

/// <summary>What models write when they call tools in text, as a table; each row is also fed split at every character and by single characters.</summary>
public sealed class PromptedToolShapeTests
{
    private const string Oslo = """get_weather{"city":"Oslo"}""";

    private static readonly AITool[] Tools =
    [
        AIFunctionFactory.Create((string city, int days = 1) => city, "get_weather", "The weather of a city."),
        AIFunctionFactory.Create(() => "12:00", "get_time", "The time."),
        AIFunctionFactory.Create((string query) => query, "search", "Searches."),
    ];

    /// <summary>Name of the row, what the model writes, and what is to come out: text as it is, and calls between « and ».</summary>
    public static TheoryData<string, string, string> Shapes => new()
    {
        // Tags
        { "tag", """<tool_call>{"name":"get_weather","arguments":{"city":"Oslo"}}</tool_call>""", $"«{Oslo}»" },
        { "tag with lines", "<tool_call>\n{\"name\": \"get_weather\", \"arguments\": {\"city\": \"Oslo\"}}\n</tool_call>\n", """«get_weather{"city": "Oslo"}»""" },
        { "tag amid text", """Let me look. <tool_call>{"name":"get_time","arguments":{}}</tool_call> One moment.""", "Let me look. «get_time{}» One moment." },
        { "two tags", """<tool_call>{"name":"get_weather","arguments":{"city":"Oslo"}}</tool_call>""" + "\n" + """<tool_call>{"name":"get_time","arguments":{}}</tool_call>""", $"«{Oslo}»«get_time{{}}»" },
        { "two values in a tag", """<tool_call>{"name":"get_weather","arguments":{"city":"Oslo"}}""" + "\n" + """{"name":"get_time","arguments":{}}</tool_call>""", $"«{Oslo}»«get_time{{}}»" },
        { "array in a tag", """<tool_calls>[{"name":"get_weather","arguments":{"city":"Oslo"}},{"name":"get_time"}]</tool_calls>""", $"«{Oslo}»«get_time{{}}»" },
        { "tag not closed", """<tool_call>{"name":"get_weather","arguments":{"city":"Oslo"}}""", $"«{Oslo}»" },
        { "tag not closed, text", """<tool_call>{"name":"get_weather","arguments":{"city":"Oslo"}} Let us see.""", $"«{Oslo}» Let us see." },
        { "tag opened twice", """<tool_call>{"name":"get_time","arguments":{}}<tool_call>{"name":"get_weather","arguments":{"city":"Oslo"}}</tool_call>""", $"«get_time{{}}»«{Oslo}»" },
        { "missing brace", """<tool_call>{"name":"get_weather","arguments":{"city":"Oslo"}</tool_call>""", $"«{Oslo}»!" },
        { "closing tag in a string", """<tool_call>{"name":"search","arguments":{"query":"</tool_call>"}}</tool_call>""", """«search{"query":"</tool_call>"}»""" },
        { "python in a tag", """<tool_call>{'name': 'get_weather', 'arguments': {'city': 'Oslo'}}</tool_call>""", $"«{Oslo}»!" },
        { "apostrophe in single quotes", """<tool_call>{'name': 'search', 'arguments': {'query': 'Oslo's fjord'}}</tool_call>""", """«search{"query":"Oslo's fjord"}»!""" },
        { "trailing comma", """<tool_call>{"name":"get_weather","arguments":{"city":"Oslo",},}</tool_call>""", $"«{Oslo}»!" },
        { "function_call tag", """<function_call>{"name":"get_weather","arguments":{"city":"Oslo"}}</function_call>""", $"«{Oslo}»" },
        { "functioncall tag", """<functioncall> {"name":"get_weather","arguments":'{"city":"Oslo"}'} </functioncall>""", $"«{Oslo}»!" },
        { "function= tag", """<function=get_weather>{"city":"Oslo"}</function>""", $"«{Oslo}»" },
        { "python_tag", """<|python_tag|>{"name":"get_weather","parameters":{"city":"Oslo"}}""", $"«{Oslo}»" },
        { "TOOL_CALLS", """[TOOL_CALLS] [{"name":"get_weather","arguments":{"city":"Oslo"}}]""", $"«{Oslo}»" },
        { "unknown tool in a tag", """<tool_call>{"name":"get_rain","arguments":{"city":"Oslo"}}</tool_call>""", """«get_rain{"city":"Oslo"}»""" },
        { "upper case tag", """<TOOL_CALL>{"name":"get_time"}</tool_call>""", "«get_time{}»" },

        // Fences
        { "fence", "```json\n{\"name\":\"get_weather\",\"arguments\":{\"city\":\"Oslo\"}}\n```", $"«{Oslo}»" },
        { "fence amid text", "I look it up:\n\n```json\n{\"name\":\"get_weather\",\"arguments\":{\"city\":\"Oslo\"}}\n```\n\nThen I answer.", $"I look it up:\n\n«{Oslo}»\n\nThen I answer." },
        { "fence without language", "```\n{\"tool\":\"get_weather\",\"input\":{\"city\":\"Oslo\"}}\n```", $"«{Oslo}»" },
        { "fence named tool_call", "```tool_call\n{\"name\":\"get_rain\",\"arguments\":{}}\n```", "«get_rain{}»" },
        { "fence with an array", "```json\n[{\"name\":\"get_time\",\"arguments\":{}},{\"name\":\"get_weather\",\"arguments\":{\"city\":\"Oslo\"}}]\n```", $"«get_time{{}}»«{Oslo}»" },
        { "fence with two lines", "```json\n{\"name\":\"get_time\",\"arguments\":{}}\n{\"name\":\"get_weather\",\"arguments\":{\"city\":\"Oslo\"}}\n```", $"«get_time{{}}»«{Oslo}»" },
        { "fence around a tag", "```xml\n<tool_call>{\"name\":\"get_weather\",\"arguments\":{\"city\":\"Oslo\"}}</tool_call>\n```", $"«{Oslo}»" },
        { "fence on one line", "```json {\"name\":\"get_time\",\"arguments\":{}} ```", "«get_time{}»" },
        { "fence not closed", "```json\n{\"name\":\"get_weather\",\"arguments\":{\"city\":\"Oslo\"}}", $"«{Oslo}»" },
        { "structured chat", "```json\n{\"action\": \"get_weather\", \"action_input\": {\"city\":\"Oslo\"}}\n```", $"«{Oslo}»" },

        // Bare JSON
        { "bare", """{"name":"get_weather","arguments":{"city":"Oslo"}}""", $"«{Oslo}»" },
        { "bare with parameters", """{"name":"get_weather","parameters":{"city":"Oslo"}}""", $"«{Oslo}»" },
        { "bare with args", """{"tool":"get_weather","args":{"city":"Oslo"}}""", $"«{Oslo}»" },
        { "bare tool_name", """{"tool_name":"get_weather","tool_input":{"city":"Oslo"}}""", $"«{Oslo}»" },
        { "bare function name", """{"function":"get_weather","arguments":{"city":"Oslo"}}""", $"«{Oslo}»" },
        { "arguments first", """{"arguments":{"city":"Oslo"},"name":"get_weather"}""", $"«{Oslo}»" },
        { "arguments as text", """{"name":"get_weather","arguments":"{\"city\":\"Oslo\"}"}""", $"«{Oslo}»" },
        { "openai", """{"id":"x","type":"function","function":{"name":"get_weather","arguments":"{\"city\":\"Oslo\"}"}}""", $"«{Oslo}»" },
        { "tool_calls", """{"tool_calls":[{"name":"get_weather","arguments":{"city":"Oslo"}},{"name":"get_time","arguments":{}}]}""", $"«{Oslo}»«get_time{{}}»" },
        { "function_call", """{"function_call":{"name":"get_weather","arguments":{"city":"Oslo"}}}""", $"«{Oslo}»" },
        { "bare array", """[{"name":"get_weather","arguments":{"city":"Oslo"}}]""", $"«{Oslo}»" },
        { "bare with thought", """{"thought":"I need it","action":"get_weather","action_input":{"city":"Oslo"}}""", $"«{Oslo}»" },
        { "by name", """{"get_weather":{"city":"Oslo"}}""", $"«{Oslo}»" },
        { "arguments beside the name", """{"tool":"get_weather","city":"Oslo"}""", $"«{Oslo}»" },
        { "several with semicolons", """{"name":"get_weather","parameters":{"city":"Oslo"}}; {"name":"get_time","parameters":{}}""", $"«{Oslo}»«get_time{{}}»" },
        { "bare amid text", """Sure! {"name":"get_weather","arguments":{"city":"Oslo"}} is what I do.""", $"Sure! «{Oslo}» is what I do." },
        { "unquoted keys", """{name: "get_weather", arguments: {city: "Oslo"}}""", $"«{Oslo}»!" },
        { "near name", """{"name":"get_wether","arguments":{"city":"Oslo"}}""", """«get_wether{"city":"Oslo"}»""" },
        { "namespace", """{"recipient_name":"functions.get_weather","parameters":{"city":"Oslo"}}""", $"«{Oslo}»" },
        { "sole parameter", """{"name":"search","arguments":"fjords"}""", """«search{"query":"fjords"}»""" },
        { "null arguments", """{"name":"get_time","arguments":null}""", "«get_time{}»" },
        { "bare cut off", """{"name":"get_weather","arguments":{"city":"Os""", """«get_weather?{"name":"get_weather","arguments":{"city":"Os»""" },
        { "tag cut off", """<tool_call>{"name":"get_weather","arguments":{"city":"Os""", """«get_weather?{"name":"get_weather","arguments":{"city":"Os»""" },

        // Action and Action Input
        { "action", "Thought: I need the weather.\nAction: get_weather\nAction Input: {\"city\":\"Oslo\"}", $"Thought: I need the weather.\n«{Oslo}»" },
        { "action with a made-up result", "Action: get_weather\nAction Input: {\"city\":\"Oslo\"}\nObservation: sun\nFinal Answer: sun", $"«{Oslo}»" },
        { "action in bold", "**Action:** get_weather\n**Action Input:** {\"city\":\"Oslo\"}", $"**«{Oslo}»" },
        { "action with text", "Action: search\nAction Input: fjords of Norway\n", """«search{"query":"fjords of Norway"}»""" },
        { "action with quoted text", "Action: search\nAction Input: \"fjords\"", """«search{"query":"fjords"}»""" },
        { "action with a fence", "Action: get_weather\nAction Input:\n```json\n{\"city\":\"Oslo\"}\n```\n", $"«{Oslo}»" },
        { "action without input", "Action: get_time\nObservation: 12:00", "«get_time{}»" },
        { "action of an unknown tool", "Action: get_rain\nAction Input: {\"city\":\"Oslo\"}", """«get_rain{"city":"Oslo"}»""" },
        { "action with single quotes", "Action: get_weather\nAction Input: {'city': 'Oslo'}", $"«{Oslo}»!" },
        { "action with text for two parameters", "Action: get_weather\nAction Input: Oslo", "«get_weather?Oslo»" },
        { "made-up response", """<tool_call>{"name":"get_time","arguments":{}}</tool_call><tool_response>12:00</tool_response> It is noon.""", "«get_time{}»" },

        // Text that is no call
        { "text", "Oslo has 5 < 6 fjords, see [map](x) and {braces}.", "Oslo has 5 < 6 fjords, see [map](x) and {braces}." },
        { "json answer", """{"name":"Bob","age":5}""", """{"name":"Bob","age":5}""" },
        { "json answer with input", """{"name":"Bob","input":{"a":1}}""", """{"name":"Bob","input":{"a":1}}""" },
        { "json array", """[1,2,{"name":"Bob"}]""", """[1,2,{"name":"Bob"}]""" },
        { "json fence", "```json\n{\"city\":\"Oslo\"}\n```\n", "```json\n{\"city\":\"Oslo\"}\n```\n" },
        { "code fence", "```python\nx = {\"name\":\"get_weather\",\"arguments\":{}}\n```\nDone.", "```python\nx = {\"name\":\"get_weather\",\"arguments\":{}}\n```\nDone." },
        { "call behind a code fence", "```cs\nvar x = 1;\n```\n<tool_call>{\"name\":\"get_time\"}</tool_call>", "```cs\nvar x = 1;\n```\n«get_time{}»" },
        { "tag of nothing", "<tool_call>I would call one</tool_call> here", "<tool_call>I would call one</tool_call> here" },
        { "action in a sentence", "Action: I look out of the window\nThen I answer.", "Action: I look out of the window\nThen I answer." },
        { "observation without a call", "Observation: it rains.", "Observation: it rains." },
        { "half a tag at the end", "Use <tool_ca", "Use <tool_ca" },
        { "half a fence at the end", "So:\n``", "So:\n``" },
        { "html", "<b>bold</b> <function>x</function>", "<b>bold</b> <function>x</function>" },
        { "white space", " \n", " \n" },
    };

    [Theory, MemberData(nameof(Shapes))]
    public async Task GetStreamingResponseAsync_Shape_GivesItsCallsAndTheRestOfTheText(string row, string text, string expected)
    {
        Assert.NotEmpty(row);
        Assert.Equal(expected, await ReadAsync(text, text.Length));
    }

    [Theory, MemberData(nameof(Shapes))]
    public async Task GetStreamingResponseAsync_AnySplit_GivesTheSame(string row, string text, string expected)
    {
        Assert.Equal(expected, await ReadAsync(text, 1));

        for (var at = 1; at < text.Length; at++)
            Assert.True(expected == await ReadAsync(text, at, text.Length), $"{row}, split at {at}");
    }

    [Fact]
    public async Task GetStreamingResponseAsync_ShapesJoinedAtRandom_SplitAnywhereGivesTheSame()
    {
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("AGENTFLOW_FUZZ"), CultureInfo.InvariantCulture, out var asked) ? asked : 400;
        var texts = Shapes.Select(s => s.Data.Item2).ToArray();
        for (var seed = 0; seed < rounds; seed++)
        {
            var random = new Random(seed);
            var text = string.Concat(Enumerable.Range(0, random.Next(2, 6)).Select(_ => texts[random.Next(texts.Length)] + " \n;"[..random.Next(4)]));
            for (var damage = random.Next(4); damage > 0; damage--)
                text = random.Next(2) == 0 ? text.Remove(random.Next(text.Length), 1) : text.Insert(random.Next(text.Length), "{}[]\"'`<>\\\n: A"[random.Next(14)].ToString());
            var whole = await ReadAsync(text, text.Length);

            Assert.True(whole == await ReadAsync(text, 1), $"Seed {seed}, by single characters: {text}");
            Assert.True(whole == await ReadAsync(text, [.. Enumerable.Range(0, text.Length).Select(_ => random.Next(1, 9))]), $"Seed {seed}, in pieces: {text}");
        }
    }

    private static async Task<string> ReadAsync(string text, params int[] sizes)
    {
        var model = new ScriptedChatClient().Then((_, _) => ScriptedChatClient.Updates([.. Pieces(text, sizes).Select(p => new ChatResponseUpdate(ChatRole.Assistant, p))]));
        var seen = new StringBuilder();
        await foreach (var update in model.UsePromptedTools().GetStreamingResponseAsync("go", new ChatOptions { Tools = Tools }, TestContext.Current.CancellationToken))
        {
            foreach (var content in update.Contents)
                seen.Append(content is FunctionCallContent call ? $"«{Describe(call)}" : content.ToString());
        }
        return seen.ToString();
    }

    private static string Describe(FunctionCallContent call) => call.Arguments is JsonArguments json
        ? $"{call.Name}{json.Original.GetRawText()}»{(call.AdditionalProperties?.ContainsKey(JsonArguments.RepairsKey) == true ? "!" : "")}"
        : $"{call.Name}?{call.AdditionalProperties?[JsonArguments.RawTextKey]}»";

    /// <summary>The text in pieces of these sizes; the last size goes on.</summary>
    private static IEnumerable<string> Pieces(string text, int[] sizes)
    {
        for (var (at, i) = (0, 0); at < text.Length; i++)
        {
            var size = Math.Min(sizes[Math.Min(i, sizes.Length - 1)], text.Length - at);
            yield return text.Substring(at, size);
            at += size;
        }
    }
}
