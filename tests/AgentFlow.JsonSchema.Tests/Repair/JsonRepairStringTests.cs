namespace AgentFlow.JsonSchema.Tests.Repair;

public sealed class JsonRepairStringTests
{
    public static TheoryData<string, string, string> QuoteStyles => new()
    {
        { """{'a':'b'}""", """{"a":"b"}""", "QuoteStyle QuoteStyle" },
        { """['it\'s']""", """["it's"]""", "QuoteStyle BadEscape" },
        { """['it's fine']""", """["it's fine"]""", "QuoteStyle InnerQuote" },
        { """['say "hi"']""", """["say \"hi\""]""", "QuoteStyle" },
        { "{\u201Ca\u201D:\u201Cb\u201D}", """{"a":"b"}""", "QuoteStyle QuoteStyle" },
        { "{\u2018a\u2019:\u2018b\u2019}", """{"a":"b"}""", "QuoteStyle QuoteStyle" },
        { "[\u201Ca\"]", """["a"]""", "QuoteStyle" },
        { "[`a`]", """["a"]""", "QuoteStyle" },
        { "{\"text\": \"he said \u201Chi\u201D\",}", "{\"text\":\"he said \u201Chi\u201D\"}", "TrailingComma" },
        { "[\"\"\"one\ntwo \"x\" \"\"\"]", """["one\ntwo \"x\" "]""", "QuoteStyle RawControlCharacter InnerQuote InnerQuote" },
        { "['''a''']", """["a"]""", "QuoteStyle QuoteStyle" },
        { "{\"\"a\"\": \"\"b\"\"}", """{"a":"b"}""", "QuoteStyle QuoteStyle" },
        { """[u'a', b"c", r'd']""", """["a","c","d"]""", "QuoteStyle QuoteStyle QuoteStyle QuoteStyle QuoteStyle" },
        { """{u"a": 1}""", """{"a":1}""", "QuoteStyle" },
        { """{"a": "", "b": "",}""", """{"a":"","b":""}""", "TrailingComma" },
        { """'hello'""", "\"hello\"", "QuoteStyle" },
    };

    public static TheoryData<string, string, string> InnerQuotes => new()
    {
        { """{"a":"He said "hi" to me"}""", """{"a":"He said \"hi\" to me"}""", "InnerQuote InnerQuote" },
        { """{"a":"He said "hi", then left","b":1}""", """{"a":"He said \"hi\", then left","b":1}""", "InnerQuote InnerQuote" },
        { """{"a":"He said "hi"","b":1}""", """{"a":"He said \"hi\"","b":1}""", "InnerQuote InnerQuote" },
        { """["the "best" one", "x"]""", """["the \"best\" one","x"]""", "InnerQuote InnerQuote" },
        { """{"a":""hi" he said"}""", """{"a":"\"hi\" he said"}""", "InnerQuote InnerQuote" },
        { """{"html":"<a href="x">y</a>"}""", """{"html":"<a href=\"x\">y</a>"}""", "InnerQuote InnerQuote" },
        { """{"a":"say ""hi"" now"}""", """{"a":"say \"hi\" now"}""", "InnerQuote InnerQuote" },
        { """{"code":"print("x")","n":1}""", """{"code":"print(\"x\")","n":1}""", "InnerQuote InnerQuote" },
        { """{"q":"SELECT "a" FROM "b" WHERE 1"}""", """{"q":"SELECT \"a\" FROM \"b\" WHERE 1"}""", "InnerQuote InnerQuote InnerQuote InnerQuote" },
        { """{"q":"what is "x", "y" and "z"?"}""", """{"q":"what is \"x\", \"y\" and \"z\"?"}""", "InnerQuote InnerQuote InnerQuote InnerQuote InnerQuote InnerQuote" },
        { """{"a":"the 5" pipe"}""", """{"a":"the 5\" pipe"}""", "InnerQuote" },
    };

    public static TheoryData<string, string, string> MissingQuotes => new()
    {
        { """{"a":"hello, "b":1}""", """{"a":"hello","b":1}""", "MissingQuote" },
        { """{"a":"hello, "b":"x"}""", """{"a":"hello","b":"x"}""", "MissingQuote" },
        { "{\"a\":\"hello\n \"b\":1}", """{"a":"hello","b":1}""", "MissingQuote MissingComma" },
        { "{\"a\":\"hello\n}", """{"a":"hello"}""", "MissingQuote" },
        { """{"name: "x"}""", """{"name":"x"}""", "MissingQuote" },
        { """{"name: 1}""", """{"name":1}""", "MissingQuote" },
        { """{name": 1}""", """{"name":1}""", "MissingQuote" },
        { """{"a":"NBA}""", """{"a":"NBA"}""", "MissingQuote" },
        { """{"a":["x","y]}""", """{"a":["x","y"]}""", "MissingQuote" },
        { """["x",y,"z"]""", """["x","y","z"]""", "BareWord" },
        { """["x",y y"]""", """["x","y y"]""", "MissingQuote" },
        { """{"a":["x,"y","z"]}""", """{"a":["x","y","z"]}""", "MissingQuote" },
        { """{"a":"x","b:"y"}""", """{"a":"x","b":"y"}""", "MissingQuote" },
        { """{"a":"x","b:5.0,"c":7}""", """{"a":"x","b":5.0,"c":7}""", "MissingQuote" },
        { """{"a":"x","b:"","c":""}""", """{"a":"x","b":"","c":""}""", "MissingQuote" },
        { """{"a:[1],"b":2}""", """{"a":[1],"b":2}""", "MissingQuote" },
        { """{"a":"x",b":"y"}""", """{"a":"x","b":"y"}""", "MissingQuote" },
        { """{"a": hello", "b": 1}""", """{"a":"hello","b":1}""", "MissingQuote" },
    };

    public static TheoryData<string, string, string> Escapes => new()
    {
        { "[\"a\nb\"]", """["a\nb"]""", "RawControlCharacter" },
        { "[\"a\tb\tc\"]", """["a\tb\tc"]""", "RawControlCharacter" },
        { "{\"a\":\"one\r\ntwo\"}", """{"a":"one\r\ntwo"}""", "RawControlCharacter" },
        { "[\"\u0001\"]", """["\u0001"]""", "RawControlCharacter" },
        { """["\x41"]""", """["A"]""", "BadEscape" },
        { """["\u12"]""", """["\\u12"]""", "BadEscape" },
        { """["\u{1F600}"]""", "[\"\U0001F600\"]", "BadEscape" },
        { """["C:\Program Files\data"]""", """["C:\\Program Files\\data"]""", "BadEscape BadEscape" },
        { """{"re":"\d+\.\w*"}""", """{"re":"\\d+\\.\\w*"}""", "BadEscape BadEscape BadEscape" },
        { "[\"a\\\nb\"]", """["ab"]""", "BadEscape" },
        { """["\0"]""", """["\u0000"]""", "BadEscape" },
        { """["\v"]""", """["\u000b"]""", "BadEscape" },
        { """["\ud83d\ude00",]""", "[\"\U0001F600\"]", "TrailingComma" },
        { """["\ud83d x"]""", "[\"\uFFFD x\"]", "InvalidCharacter" },
        { """["\ude00"]""", "[\"\uFFFD\"]", "InvalidCharacter" },
        { """["\/",]""", "[\"/\"]", "TrailingComma" },
        { """["\u0022\u005c",]""", """["\"\\"]""", "TrailingComma" },
    };

    public static TheoryData<string, string, string> Joined => new()
    {
        { """{"a":"x" + "y"}""", """{"a":"xy"}""", "JoinedStrings" },
        { "[\"a\" +\n \"b\" +\n 'c']", """["abc"]""", "JoinedStrings JoinedStrings QuoteStyle" },
        { """["a" "b"+"c"]""", """["a","bc"]""", "MissingComma JoinedStrings" },
    };

    [Theory]
    [MemberData(nameof(QuoteStyles))]
    public void Parse_OtherQuotes_IsRepaired(string text, string expected, string kinds) => RepairTable.Check(text, expected, kinds);

    [Theory]
    [MemberData(nameof(InnerQuotes))]
    public void Parse_QuoteInsideString_IsEscaped(string text, string expected, string kinds) => RepairTable.Check(text, expected, kinds);

    [Theory]
    [MemberData(nameof(MissingQuotes))]
    public void Parse_MissingQuote_IsPutIn(string text, string expected, string kinds) => RepairTable.Check(text, expected, kinds);

    [Theory]
    [MemberData(nameof(Escapes))]
    public void Parse_WrongEscape_IsRepaired(string text, string expected, string kinds) => RepairTable.Check(text, expected, kinds);

    [Theory]
    [MemberData(nameof(Joined))]
    public void Parse_JoinedStrings_BecomeOne(string text, string expected, string kinds) => RepairTable.Check(text, expected, kinds);
}
