using AgentFlow.JsonSchema.Coercion;

namespace AgentFlow.JsonSchema.Tests.Coercion;

public sealed class ArgumentCoercerScalarTests
{
    private const string Text = """{"type":"string"}""";
    private const string Integer = """{"type":"integer"}""";
    private const string Number = """{"type":"number"}""";
    private const string Boolean = """{"type":"boolean"}""";
    private const string Status = """{"type":"string","enum":["in_progress","done","dropped","Done_Late"]}""";
    private const string Date = """{"type":"string","format":"date"}""";
    private const string DateAndTime = """{"type":"string","format":"date-time"}""";
    private const string Time = """{"type":"string","format":"time"}""";

    public static TheoryData<string, string, string, string> Changed => new()
    {
        { Integer, "\"5\"", "5", "TextToNumber@" },
        { Integer, "\" +5 \"", "5", "TextToNumber@" },
        { Integer, "\"-12\"", "-12", "TextToNumber@" },
        { Integer, "\"007\"", "7", "TextToNumber@" },
        { Integer, "\"5.0\"", "5", "TextToNumber@" },
        { Integer, "\"1e3\"", "1000", "TextToNumber@" },
        { Integer, "\"1,234\"", "1234", "TextToNumber@" },
        { Integer, "\"1_000\"", "1000", "TextToNumber@" },
        { Integer, "\"12345678901234567890123\"", "12345678901234567890123", "TextToNumber@" },
        { Integer, "5.0", "5", "WholeNumber@" },
        { Integer, "1.5e1", "15", "WholeNumber@" },
        { Integer, "-2E2", "-200", "WholeNumber@" },
        { Integer, "0.0", "0", "WholeNumber@" },
        { Number, "\"5\"", "5", "TextToNumber@" },
        { Number, "\".5\"", "0.5", "TextToNumber@" },
        { Number, "\"-2.5e-3\"", "-2.5e-3", "TextToNumber@" },
        { Number, "\"1,234,567\"", "1234567", "TextToNumber@" },
        { Number, "\"1,234.5\"", "1234.5", "TextToNumber@" },
        { Boolean, "\"true\"", "true", "ToBoolean@" },
        { Boolean, "\"False\"", "false", "ToBoolean@" },
        { Boolean, "\"yes\"", "true", "ToBoolean@" },
        { Boolean, "\"off\"", "false", "ToBoolean@" },
        { Boolean, "1", "true", "ToBoolean@" },
        { Boolean, "0", "false", "ToBoolean@" },
        { Text, "5", "\"5\"", "ToText@" },
        { Text, "5.50", "\"5.50\"", "ToText@" },
        { Text, "true", "\"true\"", "ToText@" },
        { """{"type":["integer","null"]}""", "\"5\"", "5", "TextToNumber@" },
        { """{"type":"integer","nullable":true}""", "\"5\"", "5", "TextToNumber@" },
        { """{"type":["number","integer"]}""", "\"5\"", "5", "TextToNumber@" },
        { Status, "\"In Progress\"", "\"in_progress\"", "EnumValue@" },
        { Status, "\"IN-PROGRESS\"", "\"in_progress\"", "EnumValue@" },
        { Status, "\"dr\"", "\"dropped\"", "EnumValue@" },
        { Status, "\"donelate\"", "\"Done_Late\"", "EnumValue@" },
        { Status, "\"DONE\"", "\"done\"", "EnumValue@" },
        { """{"enum":[1,2,3]}""", "\"2\"", "2", "EnumValue@" },
        { """{"enum":["1","2"]}""", "2", "\"2\"", "EnumValue@" },
        { """{"type":"integer","enum":[1,2]}""", "\"2\"", "2", "TextToNumber@" },
        { """{"const":"circle"}""", "\"Circle\"", "\"circle\"", "EnumValue@" },
        { Date, "\"2024-3-5\"", "\"2024-03-05\"", "DateForm@" },
        { Date, "\"2024/03/05\"", "\"2024-03-05\"", "DateForm@" },
        { Date, "\"20240305\"", "\"2024-03-05\"", "DateForm@" },
        { Date, "\"5 March 2024\"", "\"2024-03-05\"", "DateForm@" },
        { Date, "\"March 5, 2024\"", "\"2024-03-05\"", "DateForm@" },
        { Date, "\"5th Mar 2024\"", "\"2024-03-05\"", "DateForm@" },
        { Date, "\"Tuesday, March 5, 2024\"", "\"2024-03-05\"", "DateForm@" },
        { Date, "\"25/12/2024\"", "\"2024-12-25\"", "DateForm@" },
        { Date, "\"12/25/2024\"", "\"2024-12-25\"", "DateForm@" },
        { Date, "\"05.05.2024\"", "\"2024-05-05\"", "DateForm@" },
        { Date, "\"2024-03-05T00:00:00Z\"", "\"2024-03-05\"", "DateForm@" },
        { DateAndTime, "\"2024-03-05 14:30:00Z\"", "\"2024-03-05T14:30:00Z\"", "DateForm@" },
        { DateAndTime, "\"2024-03-05T14:30Z\"", "\"2024-03-05T14:30:00Z\"", "DateForm@" },
        { DateAndTime, "\"2024-03-05T14:30:00+0200\"", "\"2024-03-05T14:30:00+02:00\"", "DateForm@" },
        { DateAndTime, "\"Tue, 05 Mar 2024 14:30:00 GMT\"", "\"2024-03-05T14:30:00Z\"", "DateForm@" },
        { DateAndTime, "\"March 5, 2024 at 2:30 PM UTC\"", "\"2024-03-05T14:30:00Z\"", "DateForm@" },
        { Time, "\"2:30 pm UTC\"", "\"14:30:00Z\"", "DateForm@" },
        { Time, "\"12:05 AM Z\"", "\"00:05:00Z\"", "DateForm@" },
        { Time, "\"14:30:15.25+01:00\"", "\"14:30:15.25+01:00\"", "" },
    };

    public static TheoryData<string, string> LeftAlone => new()
    {
        { Integer, "\"5.5\"" },
        { Integer, "5.5" },
        { Integer, "\"five\"" },
        { Integer, "\"\"" },
        { Integer, "\"12%\"" },
        { Integer, "\"$5\"" },
        { Integer, "\"1,23\"" },
        { Integer, "\"1 000\"" },
        { Integer, "\"0x1F\"" },
        { Integer, "\"1e9999\"" },
        { Integer, "true" },
        { Integer, "null" },
        { Integer, "[5]" },
        { Number, "\"1,234\"" },
        { Number, "\"12%\"" },
        { Number, "\"NaN\"" },
        { Number, "\"1.2.3\"" },
        { Number, "5.0" },
        { Boolean, "2" },
        { Boolean, "\"maybe\"" },
        { Boolean, "\"\"" },
        { Boolean, "1.0" },
        { Text, "null" },
        { Text, "{\"a\":1}" },
        { Text, "[\"a\"]" },
        { Text, "\"5\"" },
        { """{"type":["integer","boolean"]}""", "\"1\"" },
        { """{"type":["number","integer"]}""", "\"1,234\"" },
        { """{"type":["string","integer"]}""", "\"5\"" },
        { Status, "\"do\"" },
        { Status, "\"late\"" },
        { Status, "\"\"" },
        { Status, "null" },
        { """{"enum":["a-b","a_b"]}""", "\"a b\"" },
        { """{"enum":["a",1]}""", "[1]" },
        { Date, "\"03/04/2024\"" },
        { Date, "\"3.4.2024\"" },
        { Date, "\"2024-13-45\"" },
        { Date, "\"5 March\"" },
        { Date, "\"05/12/24\"" },
        { Date, "\"tomorrow\"" },
        { Date, "\"Monday, March 5, 2024\"" },
        { Date, "\"2024-03-05T14:30:00Z\"" },
        { DateAndTime, "\"2024-03-05T14:30:00\"" },
        { DateAndTime, "\"2024-03-05\"" },
        { DateAndTime, "\"03/04/2024 14:30Z\"" },
        { DateAndTime, "\"2024-03-05T25:00:00 Z\"" },
        { Time, "\"14:30\"" },
        { Time, "\"13:30 pm Z\"" },
        { """{"type":"string"}""", "\"2024-3-5\"" },
        { "true", "\"5\"" },
        { "false", "\"5\"" },
        { """{"type":"decimal"}""", "\"5\"" },
    };

    [Theory]
    [MemberData(nameof(Changed))]
    public void Coerce_NearMiss_IsPutRight(string schema, string value, string expected, string changes) =>
        CoercionTable.Check(schema, value, expected, changes);

    [Theory]
    [MemberData(nameof(LeftAlone))]
    public void Coerce_WhatTakesAGuess_IsLeftAlone(string schema, string value) => CoercionTable.Check(schema, value, value, "");

    [Theory]
    [InlineData(DateAndTime, "\"2024-03-05T14:30:00\"", "\"2024-03-05T14:30:00+02:00\"")]
    [InlineData(DateAndTime, "\"2024-03-05\"", "\"2024-03-05T00:00:00+02:00\"")]
    [InlineData(Time, "\"14:30\"", "\"14:30:00+02:00\"")]
    [InlineData(Time, "\"14:30 UTC\"", "\"14:30:00Z\"")]
    public void Coerce_AssumedOffset_CompletesTimes(string schema, string value, string expected) =>
        CoercionTable.Check(schema, value, expected, "DateForm@", new ArgumentCoercionOptions { AssumedOffset = TimeSpan.FromHours(2) });
}
