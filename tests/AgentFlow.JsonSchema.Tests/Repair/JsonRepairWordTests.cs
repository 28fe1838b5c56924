namespace AgentFlow.JsonSchema.Tests.Repair;

public sealed class JsonRepairWordTests
{
    public static TheoryData<string, string, string> Words => new()
    {
        { """{a:1}""", """{"a":1}""", "UnquotedKey" },
        { """{a_b: 1, $c: 2, d-e: 3}""", """{"a_b":1,"$c":2,"d-e":3}""", "UnquotedKey UnquotedKey UnquotedKey" },
        { """{first name: "x"}""", """{"first name":"x"}""", "UnquotedKey" },
        { """{1: "x"}""", """{"1":"x"}""", "UnquotedKey" },
        { """{über: 1}""", """{"über":1}""", "UnquotedKey" },
        { """{"a": hello}""", """{"a":"hello"}""", "BareWord" },
        { """{"a": hello world, "b": 1}""", """{"a":"hello world","b":1}""", "BareWord" },
        { """[red, green]""", """["red","green"]""", "BareWord BareWord" },
        { """{"a": https://x.y/z?q=1}""", """{"a":"https://x.y/z?q=1"}""", "BareWord" },
        { """{"a": 12:30}""", """{"a":"12:30"}""", "BareWord" },
        { """{"a": 2024-03-05}""", """{"a":"2024-03-05"}""", "BareWord" },
        { """{"a": 1.2.3}""", """{"a":"1.2.3"}""", "BareWord" },
        { """{"a": 007}""", """{"a":"007"}""", "BareWord" },
        { """{"a": #fff}""", """{"a":"#fff"}""", "BareWord" },
        { """{"a": $5}""", """{"a":"$5"}""", "BareWord" },
        { """{"a": true story}""", """{"a":"true story"}""", "BareWord" },
        { "{\n  name: Anna\n  age: 5\n}", """{"name":"Anna","age":5}""", "UnquotedKey BareWord MissingComma UnquotedKey" },
    };

    public static TheoryData<string, string, string> Literals => new()
    {
        { """{"a":True,"b":False,"c":None}""", """{"a":true,"b":false,"c":null}""", "LiteralForm LiteralForm LiteralForm" },
        { """{"a":undefined}""", """{"a":null}""", "LiteralForm" },
        { """[TRUE, Null, nil]""", "[true,null,null]", "LiteralForm LiteralForm LiteralForm" },
        { """{"a":NaN}""", """{"a":null}""", "NotANumber" },
        { """[Infinity, -Infinity, inf]""", "[null,null,null]", "NotANumber NotANumber NotANumber" },
        { "True", "true", "LiteralForm" },
        { "NaN", "null", "NotANumber" },
    };

    public static TheoryData<string, string, string> Numbers => new()
    {
        { """[+1]""", "[1]", "NumberForm" },
        { """[.5]""", "[0.5]", "NumberForm" },
        { """[-.5]""", "[-0.5]", "NumberForm" },
        { """[1.]""", "[1]", "NumberForm" },
        { """[1_000_000]""", "[1000000]", "NumberForm" },
        { """[0x1F]""", "[31]", "NumberForm" },
        { """[-0xff]""", "[-255]", "NumberForm" },
        { """[1.5e3,]""", "[1500]", "TrailingComma" },
        { """[+1.e2]""", "[100]", "NumberForm" },
        { "+5", "5", "NumberForm" },
        { """[12345678901234567890123,]""", "[12345678901234567890123]", "TrailingComma" },
    };

    public static TheoryData<string, string, string> Python => new()
    {
        { """{'a': (1, 2)}""", """{"a":[1,2]}""", "QuoteStyle PythonCollection" },
        { """{'a': (1,)}""", """{"a":[1]}""", "QuoteStyle PythonCollection" },
        { """{'a': ()}""", """{"a":[]}""", "QuoteStyle PythonCollection" },
        { """{"a": (5)}""", """{"a":5}""", "ExtraBracket" },
        { """{"a", "b"}""", """["a","b"]""", "PythonCollection" },
        { """{"x": {"a", "b"}, "y": 1}""", """{"x":["a","b"],"y":1}""", "PythonCollection" },
        { """{'a': True, 'b': {'c': None, 'd': [1, 2]}}""", """{"a":true,"b":{"c":null,"d":[1,2]}}""", "QuoteStyle LiteralForm QuoteStyle QuoteStyle LiteralForm QuoteStyle" },
        { """{"id": ObjectId("abc")}""", """{"id":"abc"}""", "FunctionCall" },
        { """{"x": Decimal('1.5'), "y": np.float64(2.5)}""", """{"x":"1.5","y":2.5}""", "FunctionCall QuoteStyle FunctionCall" },
        { """{"d": new Date("2024-03-05")}""", """{"d":"2024-03-05"}""", "FunctionCall" },
        { """{"s": set([1, 2])}""", """{"s":[1,2]}""", "FunctionCall" },
    };

    [Theory]
    [MemberData(nameof(Words))]
    public void Parse_BareWord_IsQuoted(string text, string expected, string kinds) => RepairTable.Check(text, expected, kinds);

    [Theory]
    [MemberData(nameof(Literals))]
    public void Parse_OtherLiteral_IsRewritten(string text, string expected, string kinds) => RepairTable.Check(text, expected, kinds);

    [Theory]
    [MemberData(nameof(Numbers))]
    public void Parse_OtherNumber_IsRewritten(string text, string expected, string kinds) => RepairTable.Check(text, expected, kinds);

    [Theory]
    [MemberData(nameof(Python))]
    public void Parse_OtherLanguage_IsRewritten(string text, string expected, string kinds) => RepairTable.Check(text, expected, kinds);
}
