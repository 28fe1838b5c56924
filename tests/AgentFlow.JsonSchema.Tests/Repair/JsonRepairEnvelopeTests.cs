using AgentFlow.JsonSchema.Repair;

namespace AgentFlow.JsonSchema.Tests.Repair;

public sealed class JsonRepairEnvelopeTests
{
    public static TheoryData<string, string, string> Truncations => new()
    {
        { """{"a":1""", """{"a":1}""", "Truncated" },
        { """{"a":1,""", """{"a":1}""", "Truncated" },
        { """{"a":"hel""", """{"a":"hel"}""", "Truncated" },
        { """{"a":"x","b""", """{"a":"x"}""", "DanglingKey Truncated" },
        { """{"a":"x","b":""", """{"a":"x"}""", "DanglingKey Truncated" },
        { """{"a":[1,[2,{"b":3""", """{"a":[1,[2,{"b":3}]]}""", "Truncated Truncated Truncated Truncated" },
        { """{"a":tr""", """{"a":true}""", "Truncated" },
        { """{"a":nul""", """{"a":null}""", "Truncated" },
        { """[1,-""", "[1]", "Truncated" },
        { """[1, 2.""", "[1,2]", "NumberForm Truncated" },
        { """[1, 2e-""", "[1,2]", "NumberForm Truncated" },
        { """{"a":"x\""", """{"a":"x"}""", "Truncated" },
        { """{"a":"x\u00""", """{"a":"x"}""", "Truncated" },
        { """{"a":"\ud83d""", """{"a":""}""", "Truncated" },
        { """{"a":"\ud83d\ude""", """{"a":""}""", "Truncated" },
        { "{", "{}", "Truncated" },
        { "[", "[]", "Truncated" },
        { """{"a": /* why""", "{}", "DanglingKey Comment Truncated" },
        { """["a" +""", """["a"]""", "Truncated" },
        { """{"code":"function() { return 1; }""", """{"code":"function() { return 1; }"}""", "Truncated" },
        { "```json\n{\"a\": [1, 2\n```\nDone.", """{"a":[1,2]}""", "CodeFence Truncated Truncated SurroundingText" },
        { "```json\n{\"a\": \"x\n```", """{"a":"x"}""", "CodeFence MissingQuote Truncated" },
        { "<tool_call>{\"a\": {\"b\": 1</tool_call>", """{"a":{"b":1}}""", "WrapperTag Truncated Truncated" },
    };

    public static TheoryData<string, string, string> Surroundings => new()
    {
        { "```json\n{\"a\":1}\n```", """{"a":1}""", "CodeFence" },
        { "```\n[1]\n```\n", "[1]", "CodeFence" },
        { "```json {\"a\":1}```", """{"a":1}""", "CodeFence" },
        { "`{\"a\":1}`", """{"a":1}""", "CodeFence" },
        { "Here you go:\n```json\n{\"a\":1}\n```\nAnything else?", """{"a":1}""", "SurroundingText CodeFence SurroundingText" },
        { "Given {x: 1} and [1, 2, 3, 4, 5]:\n```json\n{\"a\":1}\n```", """{"a":1}""", "SurroundingText CodeFence" },
        { "Sure! {\"a\":1}", """{"a":1}""", "SurroundingText" },
        { "{\"a\":1} Hope this helps [really].", """{"a":1}""", "SurroundingText" },
        { "See [1] and {name}: {\"a\":\"b\"}", """{"a":"b"}""", "SurroundingText" },
        { "<tool_call>\n{\"a\":1}\n</tool_call>", """{"a":1}""", "WrapperTag" },
        { "I will search. <tool_call>{\"a\":1}</tool_call>", """{"a":1}""", "SurroundingText WrapperTag" },
        { "<function=search>{\"q\":\"x\"}</function>", """{"q":"x"}""", "WrapperTag" },
        { "<|python_tag|>{\"a\":1}", """{"a":1}""", "WrapperTag" },
        { "[TOOL_CALLS] [{\"name\":\"f\"}]", """[{"name":"f"}]""", "WrapperTag" },
        { "callback({\"a\":1});", """{"a":1}""", "SurroundingText SurroundingText" },
        { "var x = {a: 1};", """{"a":1}""", "SurroundingText UnquotedKey TrailingComma" },
        { "json\n{\"a\":1}", """{"a":1}""", "SurroundingText" },
        { "<think>Use {\"a\":2}? No.</think>{\"a\":1,\"b\":2}", """{"a":1,"b":2}""", "SurroundingText WrapperTag" },
    };

    public static TheoryData<string, string, string> SeveralValues => new()
    {
        { "{\"a\":1}\n{\"a\":2}\n", """[{"a":1},{"a":2}]""", "SeveralValues" },
        { "{\"a\":1},{\"a\":2}", """[{"a":1},{"a":2}]""", "TrailingComma SeveralValues" },
        { "<tool_call>{\"a\":1}</tool_call>\n<tool_call>{\"a\":2}</tool_call>", """[{"a":1},{"a":2}]""", "WrapperTag SeveralValues" },
    };

    public static TheoryData<string, string, string> Arguments => new()
    {
        { "{}{\"city\":\"Oslo\"}", """{"city":"Oslo"}""", "SeveralValues" },
        { "{\"city\":\"Oslo\"}{\"city\":\"Oslo\"}", """{"city":"Oslo"}""", "SeveralValues" },
        { """ "{\"a\":1}" """, """{"a":1}""", "DoubleEncoded" },
        { """ "{\"a\":1,}" """, """{"a":1}""", "DoubleEncoded TrailingComma" },
        { """{\"a\": \"b\", \"c\": \"x \\\"y\\\" z\"}""", """{"a":"b","c":"x \"y\" z"}""", "DoubleEncoded" },
        { """ "{"a": 1}" """, """{"a":1}""", "DoubleEncoded" },
        { """'{"a": "it"}'""", """{"a":"it"}""", "DoubleEncoded" },
        { """ "{\"a\": {\"b\": [1,2]}, \"c\": \"d\"" """, """{"a":{"b":[1,2]},"c":"d"}""", "DoubleEncoded Truncated" },
        { "[1] is my source for {\"a\":1}", """{"a":1}""", "SurroundingText" },
        { "{\"a\":1}", """{"a":1}""", "" },
    };

    [Theory]
    [MemberData(nameof(Truncations))]
    public void Parse_TruncatedText_IsClosed(string text, string expected, string kinds) => RepairTable.Check(text, expected, kinds);

    [Theory]
    [MemberData(nameof(Surroundings))]
    public void Parse_TextAround_IsLeftOut(string text, string expected, string kinds) => RepairTable.Check(text, expected, kinds);

    [Theory]
    [MemberData(nameof(SeveralValues))]
    public void Parse_SeveralValues_BecomeAnArray(string text, string expected, string kinds) => RepairTable.Check(text, expected, kinds);

    [Theory]
    [MemberData(nameof(Arguments))]
    public void Parse_AnObjectWanted_FindsIt(string text, string expected, string kinds) =>
        RepairTable.Check(text, expected, kinds, JsonRoot.AnObject);
}
