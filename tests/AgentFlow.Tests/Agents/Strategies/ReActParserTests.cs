using System.Text;
using AgentFlow.Agents.Strategies;
using AgentFlow.Testing;
using AgentFlow.Tools;
using Microsoft.Extensions.AI;
using static AgentFlow.Tests.Agents.AgentTestExtensions;

namespace AgentFlow.Tests.Agents.Strategies;

/// <summary>What is read out of a model's text, through the client that an agent would use.</summary>
public sealed class ReActParserTests
{
    private static readonly AIFunction[] Tools =
    [
        Tool.Create((string query) => query, "search"),
        Tool.Create((string city, int days) => city, "get_weather"),
        Tool.Create(() => "now", "clock"),
    ];

    [Theory]
    [InlineData("Thought: a\nAction: search\nAction Input: {\"query\": \"x\"}", "search {\"query\":\"x\"}")]
    [InlineData("Action: search\nAction Input: {\"query\": \"x\"}\nObservation: made up\nFinal Answer: wrong", "search {\"query\":\"x\"}")]
    [InlineData("Action: search\nAction Input: {\"query\": \"x\"}\nFinal Answer: too early", "search {\"query\":\"x\"}")]
    [InlineData("Action: SEARCH\nAction Input: x", "search {\"query\":\"x\"}")]
    [InlineData("Action: Get Weather\nAction Input: {\"city\":\"Oslo\",\"days\":2}", "get_weather {\"city\":\"Oslo\",\"days\":2}")]
    [InlineData("Action: functions.search\nAction Input: \"x\"", "search {\"query\":\"x\"}")]
    [InlineData("action : search\naction input : 'x'", "search {\"query\":\"x\"}")]
    [InlineData("Action: search\nAction Input: x y\nand z", "search {\"query\":\"x y\\nand z\"}")]
    [InlineData("**Action:** search\n**Action Input:** {\"query\": \"x\"}", "search {\"query\":\"x\"}")]
    [InlineData("1. Thought: a\n2. Action: `search`\n3. Action Input: `x`", "search {\"query\":\"x\"}")]
    [InlineData("### Action 1:\nsearch\n### Action Input 1:\n```json\n{\"query\": \"x\"}\n```", "search {\"query\":\"x\"}")]
    [InlineData("```\nThought: a\nAction: search\nAction Input: x\n```", "search {\"query\":\"x\"}")]
    [InlineData("Action search\nAction Input {\"query\": \"x\"}", "search {\"query\":\"x\"}")]
    [InlineData("Action\nsearch\nAction Input\nx", "search {\"query\":\"x\"}")]
    [InlineData("Action: search\nInput: x", "search {\"query\":\"x\"}")]
    [InlineData("Tool: search\nArguments: {\"query\":\"x\"}", "search {\"query\":\"x\"}")]
    [InlineData("Action: search\n{\"query\": \"x\"}", "search {\"query\":\"x\"}")]
    [InlineData("Action: search\n```json\n{\"query\": \"x\",}\n```", "search {\"query\":\"x\"}")]
    [InlineData("Action: search Action Input: x", "search {\"query\":\"x\"}")]
    [InlineData("Action: search(query=\"x\")", "search {\"query\":\"x\"}")]
    [InlineData("Action: get_weather(city='Oslo', days=2)", "get_weather {\"city\":\"Oslo\",\"days\":2}")]
    [InlineData("Action: search (an encyclopedia)\nAction Input: x", "search {\"query\":\"x\"}")]
    [InlineData("Action: search: x", "search {\"query\":\"x\"}")]
    [InlineData("Action: search\nAction Input: {\"query\": \"x\"}\n\nPAUSE", "search {\"query\":\"x\"}")]
    [InlineData("Action: search\nAction Input: x\n\nObservation", "search {\"query\":\"x\"}")]
    [InlineData("The final answer is: 42", "42")]
    [InlineData("Action: search[x]", "search {\"query\":\"x\"}")]
    [InlineData("Action: {\"action\": \"search\", \"action_input\": {\"query\": \"x\"}}", "search {\"query\":\"x\"}")]
    [InlineData("Action:\n```json\n{\"action\": \"Search\", \"action_input\": \"x\"}\n```", "search {\"query\":\"x\"}")]
    [InlineData("Action: clock\nAction Input: None", "clock {}")]
    [InlineData("Action: clock", "clock {}")]
    [InlineData("Action: search\nAction Input: x\nAction: clock\nAction Input: {}", "search {\"query\":\"x\"} | clock {}")]
    [InlineData("Action: search\nAction Input: x\nThought: and\nAction: search\nAction Input: y\nObservation: no", "search {\"query\":\"x\"} | search {\"query\":\"y\"}")]
    [InlineData("Action: serch\nAction Input: x", "serch ! x")]
    [InlineData("Action: get_weather\nAction Input: Oslo", "get_weather ! Oslo")]
    [InlineData("Action: get_weather\nAction Input: {\"city\": \"Os", "get_weather ! {\"city\": \"Os")]
    [InlineData("Thought: a\nFinal Answer: 42", "42")]
    [InlineData("**Final Answer:** **42**\n", "**42**")]
    [InlineData("final answer: 42", "42")]
    [InlineData("Final Answer is: 42", "42")]
    [InlineData("Final Answer\n42", "42")]
    [InlineData("Final Answer 42", "42")]
    [InlineData("Final Answer: a\n\nAction: stays\nObservation: stays", "a\n\nAction: stays\nObservation: stays")]
    [InlineData("Final Answer: use ```c#\nx\n```", "use ```c#\nx\n```")]
    [InlineData("```\nThought: a\nFinal Answer: 42\n```", "42")]
    [InlineData("Action: None\nFinal Answer: 42", "42")]
    [InlineData("Action: Final Answer\nAction Input: 42", "42")]
    [InlineData("Action: {\"action\": \"Final Answer\", \"action_input\": \"42\"}", "42")]
    [InlineData("Observation: echoed\nThought: a\nFinal Answer: 42", "42")]
    [InlineData("I think it is 42.", "? neither a line")]
    [InlineData("Thought: it is 42.", "? neither a line")]
    [InlineData("Action: None\nAction Input: None", "? names no tool")]
    [InlineData("Action: N/A", "? names no tool")]
    [InlineData("Action Input: {\"query\": \"x\"}", "? without a line \"Action:\"")]
    [InlineData("The action item is: buy milk.\nFinal Answer: ok", "ok")]
    public async Task GetStreamingResponseAsync_TextOfAModel_IsReadHoweverItIsSplit(string text, string expected)
    {
        foreach (var size in (int[])[int.MaxValue, 1, 3, 7])
        {
            var updates = await ReadAsync(text, size);

            Assert.Equal(expected.StartsWith('?') ? "?" : expected, Describe(updates));
            if (expected.StartsWith('?'))
                Assert.Contains(expected[2..], await ProblemAsync(text), StringComparison.Ordinal);
        }
    }

    [Fact]
    public async Task GetStreamingResponseAsync_InputWithHalfASurrogatePair_IsReplacedAndNotThrown()
    {
        var updates = await ReadAsync("Action: search\nAction Input: \ud83d", int.MaxValue);

        Assert.Equal("""search {"query":"\uFFFD"}""", Describe(updates));
    }

    [Fact]
    public async Task GetStreamingResponseAsync_RandomText_NeverThrowsLosesNothingAndDoesNotDependOnTheSplit()
    {
        string[] parts =
        [
            "Thought:", "Action:", "Action Input:", "Observation:", "Final Answer:", "Action", "Final Answer", " ", "\n", "\n\n", "search", "get_weather", "clock", "None", "{", "}", "\"", "'", "[", "]", "(", ")",
            "```", "```json\n", "**", "- ", "1. ", "query", ":", "：", "{\"query\": \"x\"}", "\\", "é", "😀", "\ud83d", "\t", "\r\n", "a", "=", ",", "Input:", "I think it is 42. ",
        ];
        var rounds = int.TryParse(Environment.GetEnvironmentVariable("AGENTFLOW_REACT_FUZZ"), out var n) ? n : 3000;
        for (var seed = 0; seed < rounds; seed++)
        {
            var random = new Random(seed);
            var text = string.Concat(Enumerable.Range(0, random.Next(1, 25)).Select(_ => parts[random.Next(parts.Length)]));

            var whole = await ReadAsync(text, int.MaxValue);
            var split = await ReadAsync(text, random.Next(1, 6));

            Assert.True(Describe(whole) == Describe(split), $"Seed {seed}: '{text}' is read as '{Describe(whole)}', and split as '{Describe(split)}'.");
            AssertNothingLost(text, seed);
            if (Describe(whole) == "?")
                Assert.Equal(text, string.Concat(split.SelectMany(u => u.Contents).OfType<TextReasoningContent>().Select(c => c.Text)));
        }
    }

    private static void AssertNothingLost(string text, int seed)
    {
        var reader = new LabelReader(new ReActProtocol(new ReActPrompts(), Tools, 0));
        foreach (var c in text)
            reader.Feed(c.ToString());
        reader.Finish();
        Assert.True(text == string.Concat(reader.Sections.Select(s => s.Raw)), $"Seed {seed}: the sections of '{text}' are not the text.");
    }

    private static async Task<List<ChatResponseUpdate>> ReadAsync(string text, int size)
    {
        var pieces = new List<ChatResponseUpdate>();
        for (var i = 0; i < text.Length; i += Math.Min(size, text.Length - i))
            pieces.Add(new ChatResponseUpdate(ChatRole.Assistant, text.Substring(i, Math.Min(size, text.Length - i))));
        using var model = new ScriptedChatClient().Then((_, _) => ScriptedChatClient.Updates(pieces));
        var updates = new List<ChatResponseUpdate>();
        await foreach (var update in model.UseReAct().GetStreamingResponseAsync([new(ChatRole.User, "q")], new ChatOptions { Tools = [.. Tools] }, Token))
            updates.Add(update);
        return updates;
    }

    private static async Task<string> ProblemAsync(string text)
    {
        using var model = new ScriptedChatClient().Says("Final Answer: x");
        var first = (await ReadAsync(text, int.MaxValue)).ToChatResponse().Messages;
        await model.UseReAct().GetResponseAsync([new(ChatRole.User, "q"), .. first], new ChatOptions { Tools = [.. Tools] }, Token);
        return model.Requests[0].LastText;
    }

    private static string Describe(List<ChatResponseUpdate> updates)
    {
        if (updates[^1].FinishReason == StrategyTurn.Unfinished)
            return "?";
        var contents = updates.SelectMany(u => u.Contents).ToList();
        var calls = contents.OfType<FunctionCallContent>().Select(c => c.Arguments is null
            ? $"{c.Name} ! {c.AdditionalProperties![JsonArguments.RawTextKey]}" : $"{c.Name} {System.Text.Json.JsonSerializer.Serialize(((JsonArguments)c.Arguments).Original)}");
        var text = contents.OfType<TextContent>().Aggregate(new StringBuilder(), (b, t) => b.Append(t.Text)).ToString();
        return string.Join(" | ", text.Length > 0 ? calls.Append(text) : calls);
    }
}
