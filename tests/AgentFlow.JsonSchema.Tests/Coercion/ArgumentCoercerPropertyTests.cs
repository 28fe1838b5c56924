using AgentFlow.JsonSchema.Coercion;
using AgentFlow.JsonSchema.Tests.Repair;

namespace AgentFlow.JsonSchema.Tests.Coercion;

public sealed class ArgumentCoercerPropertyTests
{
    private static readonly string[] Leaves =
    [
        "{}", "true", "false", """{"type":"string"}""", """{"type":"integer"}""", """{"type":"number"}""", """{"type":"boolean"}""", """{"type":"null"}""",
        """{"type":["string","null"]}""", """{"enum":["a","b c",1,null]}""", """{"const":"hello_world"}""", """{"type":"string","format":"date"}""",
        """{"type":"string","format":"date-time"}""", """{"$ref":"#/$defs/d"}""", """{"$ref":"#"}""", """{"type":"integer","default":3}""",
    ];

    [Fact]
    public void Coerce_AnySchemaAndValue_EndsAndSettlesInOneGo()
    {
        for (var seed = 0; seed < 3000; seed++)
        {
            var random = new Random(seed);
            var schema = $$"""{"$defs":{"d":{{Schema(random, 2)}}},"anyOf":[{{Schema(random, 0)}}]}""";
            var value = CoercionTable.Parse(new RandomJson(seed).NextValue());
            var coercer = ArgumentCoercer.Compile(CoercionTable.Parse(schema));

            var once = coercer.Coerce(value);
            var twice = coercer.Coerce(once.Value);

            Assert.True(once.Changes.Count > 0 || once.Value.Equals(value));
            Assert.True(twice.Changes.Count == 0, $"{schema}\n{value}\n{once.Value}\n{twice.Value}\n{string.Join('\n', twice.Changes.Select(c => c.Message))}");
        }
    }

    [Theory]
    [InlineData("""{"allOf":[{"$ref":"#"},{"$ref":"#"},{"type":"string"}],"$ref":"#"}""", "[null]")]
    [InlineData("""{"allOf":[{"type":"array"},{"items":{"$ref":"#"}}]}""", "1")]
    [InlineData("""{"type":"array","items":{"$ref":"#"}}""", "1")]
    [InlineData("""{"allOf":[{"type":"array"}],"anyOf":[{"items":{"$ref":"#"}},{"items":{"$ref":"#"}}]}""", "1")]
    public void Coerce_SchemaWithoutEnd_Ends(string schema, string value)
    {
        var coercer = ArgumentCoercer.Compile(CoercionTable.Parse(schema));

        var result = coercer.Coerce(CoercionTable.Parse(value));

        Assert.InRange(result.Value.GetRawText().Length, 1, 200);
    }

    private static string Schema(Random random, int depth)
    {
        if (depth > 3 || random.Next(4) == 0)
            return Leaves[random.Next(Leaves.Length)];
        var parts = Enumerable.Range(0, 1 + random.Next(3)).Select(_ => Schema(random, depth + 1)).ToArray();
        return random.Next(6) switch
        {
            0 => $$"""{"type":"array","items":{{parts[0]}}}""",
            1 => $$"""{"anyOf":[{{string.Join(',', parts)}}]}""",
            2 => $$"""{"oneOf":[{{string.Join(',', parts)}}]}""",
            3 => $$"""{"additionalProperties":{{parts[0]}}}""",
            _ => $$"""
                {"type":"object","properties":{{{string.Join(',', parts.Select((part, i) => $"\"{(random.Next(2) == 0 ? "k" : "K_")}{i}\":{part}"))}}},
                 "required":["k0"],"additionalProperties":{{(random.Next(2) == 0 ? "false" : "true")}}}
                """,
        };
    }
}
