using System.Text.Json;

namespace AgentFlow.Sandbox.Tests;

/// <summary>The writer is internal; what it writes is what models read, so each kind of schema is looked at by itself.</summary>
public sealed class TypeScriptWriterTests
{
    [Theory]
    [InlineData("""{"type":"string"}""", "string")]
    [InlineData("""{"type":"integer"}""", "number")]
    [InlineData("""{"type":["string","null"]}""", "string | null")]
    [InlineData("""{"type":"string","nullable":true}""", "string | null")]
    [InlineData("""{"enum":["a","b",1,null]}""", "\"a\" | \"b\" | 1 | null")]
    [InlineData("""{"const":"x"}""", "\"x\"")]
    [InlineData("""{"type":"array","items":{"type":"string"}}""", "string[]")]
    [InlineData("""{"type":"array","items":{"type":["string","null"]}}""", "(string | null)[]")]
    [InlineData("""{"type":"array","items":{"type":"object","properties":{"a":{"type":["string","null"]}},"required":["a"]}}""", "{ a: string | null }[]")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"number"},{"type":"string"}],"items":false}""", "[number, string]")]
    [InlineData("""{"type":"array","prefixItems":[{"type":"number"}],"items":{"type":"string"}}""", "[number, ...string[]]")]
    [InlineData("""{"type":"object"}""", "Record<string, any>")]
    [InlineData("""{"type":"object","additionalProperties":{"type":"number"}}""", "Record<string, number>")]
    [InlineData("""{"type":"object","additionalProperties":false}""", "{}")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"},"b-c":{"type":"boolean"}},"required":["a"]}""", "{ a: string; \"b-c\"?: boolean }")]
    [InlineData("""{"type":"object","properties":{"a":{}},"additionalProperties":{"type":"string"}}""", "{ a?: any; [key: string]: string }")]
    [InlineData("""{"anyOf":[{"type":"string"},{"type":"object","properties":{"x":{"type":"null"}},"required":["x"]}]}""", "string | { x: null }")]
    [InlineData("""{"oneOf":[{"const":1},{"const":2},{"const":1}]}""", "1 | 2")]
    [InlineData("""{"allOf":[{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]},{"type":"object","properties":{"b":{"type":"string"}},"required":["b"]}]}""", "{ a: string } & { b: string }")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"},"b":{"type":"string"}},"anyOf":[{"required":["a"]},{"required":["b"]}]}""", "{ a?: string; b?: string }")]
    [InlineData("""{"$ref":"#/$defs/x~1y","$defs":{"x/y":{"type":"number"}}}""", "number")]
    [InlineData("""{"$ref":"#/$defs/node","$defs":{"node":{"type":"object","properties":{"next":{"$ref":"#/$defs/node"},"n":{"type":"number"}},"required":["n"]}}}""", "{ next?: any; n: number }")]
    [InlineData("""{"$ref":"elsewhere.json"}""", "any")]
    [InlineData("true", "any")]
    [InlineData("false", "never")]
    [InlineData("{}", "any")]
    public void Function_ResultSchema_IsItsType(string schema, string type)
    {
        var text = TypeScriptWriter.Function("f", "", JsonElement.Parse("{}"), JsonElement.Parse(schema));

        Assert.Equal($"f(): Promise<{type}>;", text);
    }

    [Fact]
    public void Function_DescriptionsAndWhatNoTypeSays_AreComments()
    {
        const string Schema = """
            {"type":"object","required":["city"],"properties":{
              "city":{"type":"string","description":"The city. */ alert"},
              "count":{"type":"integer"},
              "days":{"type":"integer","minimum":1,"maximum":7,"default":3},
              "units":{"type":"object","properties":{"temp":{"enum":["c","f"],"description":"Scale"}}}}}
            """;

        var text = TypeScriptWriter.Function("weather", "Tells the weather.\nSlow.", JsonElement.Parse(Schema), null);

        Assert.Equal("""
            /**
             * Tells the weather.
             * Slow.
             */
            weather(args: {
              /** The city. *\/ alert */
              city: string;
              count?: number;
              /** (integer, at least 1, at most 7, default 3) */
              days?: number;
              units?: {
                /** Scale */
                temp?: "c" | "f";
              };
            }): Promise<any>;
            """, text);
    }

    [Theory]
    [InlineData("""{"type":"object","properties":{}}""", "f(): Promise<any>;")]
    [InlineData("""{"type":"object","properties":{"a":{"type":"string"}}}""", "f(args?: { a?: string }): Promise<any>;")]
    [InlineData("""{"anyOf":[{"type":"object","properties":{"a":{"type":"string"}},"required":["a"]}]}""", "f(args: { a: string }): Promise<any>;")]
    public void Function_Parameters_AreOneArgumentThatMayBeLeftOut(string schema, string declaration)
    {
        var text = TypeScriptWriter.Function("f", "", JsonElement.Parse(schema), null);

        Assert.Equal(declaration, text);
    }

    [Fact]
    public void Function_VeryDeepSchema_EndsInAny()
    {
        var schema = string.Concat(Enumerable.Repeat("""{"type":"array","items":""", 40)) + "{}" + new string('}', 40);

        var text = TypeScriptWriter.Function("f", "", JsonElement.Parse("{}"), JsonElement.Parse(schema));

        Assert.StartsWith("f(): Promise<any[]", text, StringComparison.Ordinal);
    }
}
