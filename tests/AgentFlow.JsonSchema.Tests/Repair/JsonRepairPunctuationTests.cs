namespace AgentFlow.JsonSchema.Tests.Repair;

public sealed class JsonRepairPunctuationTests
{
    public static TheoryData<string, string, string> Commas => new()
    {
        { """{"a":1,}""", """{"a":1}""", "TrailingComma" },
        { """[1,2,]""", "[1,2]", "TrailingComma" },
        { "[\n  1,\n  2,\n]\n", "[1,2]", "TrailingComma" },
        { """{"a":{"b":1,},}""", """{"a":{"b":1}}""", "TrailingComma TrailingComma" },
        { """[1,,2]""", "[1,2]", "ExtraComma" },
        { """[,1]""", "[1]", "ExtraComma" },
        { """{,"a":1}""", """{"a":1}""", "ExtraComma" },
        { """{"a":1,,"b":2}""", """{"a":1,"b":2}""", "ExtraComma" },
        { """{"a":1 "b":2}""", """{"a":1,"b":2}""", "MissingComma" },
        { "{\"a\":\"x\"\n\"b\":\"y\"}", """{"a":"x","b":"y"}""", "MissingComma" },
        { """{"a":"x" "b":"y"}""", """{"a":"x","b":"y"}""", "MissingComma" },
        { """{"a":{"c":1} "b":[1] "d":null}""", """{"a":{"c":1},"b":[1],"d":null}""", "MissingComma MissingComma" },
        { """[1 2 3]""", "[1,2,3]", "MissingComma MissingComma" },
        { """["a" "b"]""", """["a","b"]""", "MissingComma" },
        { """[{"a":1}{"a":2}]""", """[{"a":1},{"a":2}]""", "MissingComma" },
        { """["isOne""isTwo","x"]""", """["isOne","isTwo","x"]""", "MissingComma" },
        { """"{"a":"""b":""}"""", """{"a":"","b":""}""", "MissingComma" },
        { """{"a":"x""b":2}""", """{"a":"x","b":2}""", "MissingComma" },
        { """[[1][2]]""", "[[1],[2]]", "MissingComma" },
        { "[\"a\"\n\"b\",]", """["a","b"]""", "MissingComma TrailingComma" },
        { "{\"a\": true\n \"b\": null}", """{"a":true,"b":null}""", "MissingComma" },
        { """{"a":1},""", """{"a":1}""", "TrailingComma" },
        { """{"a":1};""", """{"a":1}""", "TrailingComma" },
    };

    public static TheoryData<string, string, string> Separators => new()
    {
        { """{"a" 1}""", """{"a":1}""", "MissingColon" },
        { """{"a" "b"}""", """{"a":"b"}""", "MissingColon" },
        { """{"a":"x","b""y","c":1}""", """{"a":"x","b":"y","c":1}""", "MissingColon" },
        { """{"a":"x","b"[1]}""", """{"a":"x","b":[1]}""", "MissingColon" },
        { """{"a" {"b": 2}}""", """{"a":{"b":2}}""", "MissingColon" },
        { """{"a" => 1}""", """{"a":1}""", "WrongSeparator" },
        { """{"a" = 1, "b" = "x"}""", """{"a":1,"b":"x"}""", "WrongSeparator WrongSeparator" },
        { """{a = 1}""", """{"a":1}""", "UnquotedKey WrongSeparator" },
        { """{"a": , "b": 2}""", """{"a":null,"b":2}""", "MissingValue" },
        { """{"a":}""", """{"a":null}""", "MissingValue" },
        { """{"a": [{"b":}]}""", """{"a":[{"b":null}]}""", "MissingValue" },
    };

    public static TheoryData<string, string, string> Brackets => new()
    {
        { """{"a":[1,2}""", """{"a":[1,2]}""", "MissingBracket" },
        { """{"a":[{"b":1]}""", """{"a":[{"b":1}]}""", "MissingBracket" },
        { """{"a":[1,2],"b":[3,4}""", """{"a":[1,2],"b":[3,4]}""", "MissingBracket" },
        { """{"a":["x","y","b":"z"}""", """{"a":["x","y"],"b":"z"}""", "MissingBracket" },
        { """{"a":[[1,2,"b":3}""", """{"a":[[1,2]],"b":3}""", "MissingBracket MissingBracket" },
        { """{"a":"x"],"b":1}""", """{"a":"x","b":1}""", "ExtraBracket" },
        { """[1,2}""", "[1,2]", "MismatchedBracket" },
        { """{"a":1}}""", """{"a":1}""", "ExtraBracket" },
        { """{"a":1}]""", """{"a":1}""", "ExtraBracket" },
        { """[1,2]]]""", "[1,2]", "ExtraBracket ExtraBracket" },
        { """{"a":[1,2]],"b":3}""", """{"a":[1,2],"b":3}""", "ExtraBracket" },
        { """{"a":{"b":1}},"c":2}""", """{"a":{"b":1},"c":2}""", "ExtraBracket" },
        { """{"a":1]}""", """{"a":1}""", "ExtraBracket" },
        { "\"a\": 1, \"b\": [2]", """{"a":1,"b":[2]}""", "MissingBracket" },
        { "\"a\": 1, \"b\": 2}", """{"a":1,"b":2}""", "MissingBracket" },
        { "\"a\": \"x\"", """{"a":"x"}""", "MissingBracket" },
    };

    public static TheoryData<string, string, string> LeftOut => new()
    {
        { "{\"a\":1 // one\n}", """{"a":1}""", "Comment" },
        { """{/* first */"a":1}""", """{"a":1}""", "Comment" },
        { "{\"a\":1, # one\n\"b\":2}", """{"a":1,"b":2}""", "Comment" },
        { "// the answer\n{\"a\":1}", """{"a":1}""", "Comment" },
        { """{"a":1}/* done */""", """{"a":1}""", "Comment" },
        { "[1, // one\n 2, // two\n]", "[1,2]", "Comment TrailingComma Comment" },
        { """{"u":"http://x.y/#z",}""", """{"u":"http://x.y/#z"}""", "TrailingComma" },
        { """{"a":"x" /* c */, "b":1}""", """{"a":"x","b":1}""", "Comment" },
        { """[1, 2, ...]""", "[1,2]", "Ellipsis" },
        { """[1, 2, …]""", "[1,2]", "Ellipsis" },
        { """[1, ..., 9]""", "[1,9]", "Ellipsis" },
        { """{"a":1, ...}""", """{"a":1}""", "Ellipsis" },
        { """{"a":...}""", """{"a":null}""", "Ellipsis" },
        { """["a", "b", ...]""", """["a","b"]""", "Ellipsis" },
        { "\uFEFF{\"a\":1}", """{"a":1}""", "ByteOrderMark" },
        { "{\u00A0\"a\":\u00A01}", """{"a":1}""", "UnusualSpace UnusualSpace" },
        { """{"a":1,"b":2,"a":3}""", """{"b":2,"a":3}""", "DuplicateKey" },
        { """{"a":1,"a":2,"a":3}""", """{"a":3}""", "DuplicateKey DuplicateKey" },
        { """{"a":{"x":1,"x":2},"b":0,"a":{"y":1}}""", """{"b":0,"a":{"y":1}}""", "DuplicateKey DuplicateKey" },
        { """{"\u0061":1,"a":2}""", """{"a":2}""", "DuplicateKey" },
        { """{"a":1,"a""", """{"a":1}""", "DanglingKey Truncated" },
    };

    [Theory]
    [MemberData(nameof(Commas))]
    public void Parse_WrongComma_IsRepaired(string text, string expected, string kinds) => RepairTable.Check(text, expected, kinds);

    [Theory]
    [MemberData(nameof(Separators))]
    public void Parse_WrongSeparator_IsRepaired(string text, string expected, string kinds) => RepairTable.Check(text, expected, kinds);

    [Theory]
    [MemberData(nameof(Brackets))]
    public void Parse_WrongBracket_IsRepaired(string text, string expected, string kinds) => RepairTable.Check(text, expected, kinds);

    [Theory]
    [MemberData(nameof(LeftOut))]
    public void Parse_WhatDoesNotCount_IsLeftOut(string text, string expected, string kinds) => RepairTable.Check(text, expected, kinds);
}
