namespace AgentFlow.JsonSchema.Tests;

/// <summary>What a language model reads.</summary>
public sealed class SchemaErrorTests
{
    [Theory]
    [InlineData("""{"enum":["c","f"]}""", "\"celsius\"", "(root): expected one of \"c\", \"f\"; found \"celsius\". Use \"c\".")]
    [InlineData("""{"enum":["c","f"]}""", "\"kelvin\"", "(root): expected one of \"c\", \"f\"; found \"kelvin\".")]
    [InlineData("""{"enum":["created_at","updated_at"]}""", "\"createdAt\"", "(root): expected one of \"created_at\", \"updated_at\"; found \"createdAt\". Use \"created_at\".")]
    [InlineData("""{"const":3}""", "4", "(root): expected 3; found 4. Use 3.")]
    [InlineData("""{"type":"integer"}""", "\"five\"", "(root): expected integer; found string \"five\".")]
    [InlineData("""{"type":"integer"}""", "\"5\"", "(root): expected integer; found string \"5\". Remove the quotes: 5.")]
    [InlineData("""{"type":"integer"}""", "5.5", "(root): expected integer; found number 5.5.")]
    [InlineData("""{"type":"boolean"}""", "\"true\"", "(root): expected boolean; found string \"true\". Remove the quotes: true.")]
    [InlineData("""{"type":"string"}""", "5", "(root): expected string; found number 5. Put it in quotes: \"5\".")]
    [InlineData("""{"type":"object"}""", "\"{\\\"a\\\":1}\"", "(root): expected object; found string \"{\\\"a\\\":1}\". Send the JSON itself, not a string that holds it.")]
    [InlineData("""{"type":"array"}""", "\"a\"", "(root): expected array; found string \"a\". Put it in an array.")]
    [InlineData("""{"type":["string","null"]}""", "[1, 2]", "(root): expected string or null; found array [1,2].")]
    [InlineData("""{"minimum":1}""", "0", "(root): expected a number of at least 1; found 0.")]
    [InlineData("""{"exclusiveMaximum":1.50}""", "2", "(root): expected a number below 1.50; found 2.")]
    [InlineData("""{"multipleOf":5}""", "7", "(root): expected a multiple of 5; found 7.")]
    [InlineData("""{"minLength":3}""", "\"ab\"", "(root): expected at least 3 characters; found 2: \"ab\".")]
    [InlineData("""{"pattern":"^[a-z]+$"}""", "\"A1\"", "(root): expected a string that matches ^[a-z]+$; found \"A1\".")]
    [InlineData("""{"format":"date"}""", "\"tomorrow\"", "(root): expected a date such as \"2025-03-31\"; found \"tomorrow\".")]
    [InlineData("""{"maxItems":1}""", "[1,2]", "(root): expected at most 1 item; found 2.")]
    [InlineData("""{"minProperties":2}""", "{}", "(root): expected at least 2 properties; found 0.")]
    [InlineData("""{"items":{"type":"integer"}}""", "[1,\"b\"]", "/1: expected integer; found string \"b\".")]
    [InlineData("""{"prefixItems":[true],"items":false}""", "[1,2]", "/1: unexpected item 2. Remove it.")]
    [InlineData("""{"contains":{"type":"string"}}""", "[1]", "(root): expected at least 1 item that match 'contains' (string); found none.")]
    [InlineData("""{"not":{"const":0}}""", "0", "(root): expected anything but 0; found 0.")]
    [InlineData("""{"propertyNames":{"pattern":"^[a-z]+$"}}""", """{"A":1}""", "(root): property name \"A\" is not allowed; expected a string that matches ^[a-z]+$. Rename it.")]
    [InlineData("false", "1", "(root): expected no value here; found 1. Remove it.")]
    public void Message_OneMistake_SaysItAndTheMend(string schema, string value, string expected)
    {
        var compiled = CompiledSchema.Parse(schema, new SchemaOptions { AssertFormat = true });

        var errors = compiled.Validate(Json.Parse(value));

        Assert.Equal(expected, Assert.Single(errors).Message);
    }

    [Fact]
    public void Message_MissingProperties_NamesThemWithTheirTypes()
    {
        var schema = CompiledSchema.Parse("""
            {"required":["city","unit","days"],
             "properties":{"city":{"type":"string"},"unit":{"enum":["c","f"]},"days":{"type":"array","items":{"$ref":"#/$defs/day"}}},
             "$defs":{"day":{"type":"integer"}}}
            """);

        var all = schema.Validate(Json.Parse("{}"));
        var one = schema.Validate(Json.Parse("""{"unit":"c","days":[]}"""));

        Assert.Equal("(root): missing required properties \"city\" (string), \"unit\" (\"c\" or \"f\"), \"days\" (array of integer). Add them.", Assert.Single(all).Message);
        Assert.Equal("(root): missing required property \"city\" (string). Add it.", Assert.Single(one).Message);
    }

    [Theory]
    [InlineData("additionalProperties")]
    [InlineData("unevaluatedProperties")]
    public void Message_ExtraProperty_NamesTheOneThatWasMeant(string keyword)
    {
        var schema = CompiledSchema.Parse($$$"""{"properties":{"city":{},"maxResults":{}},"{{{keyword}}}":false}""");

        var typo = schema.Validate(Json.Parse("""{"citty":"Oslo","max_results":3}"""));
        var other = schema.Validate(Json.Parse("""{"x":1}"""));

        Assert.Equal(
            ["/citty: unexpected property \"citty\". Rename it to \"city\".", "/max_results: unexpected property \"max_results\". Rename it to \"maxResults\"."],
            typo.Select(error => error.Message));
        Assert.Equal("/x: unexpected property \"x\". Remove it; allowed: \"city\", \"maxResults\".", Assert.Single(other).Message);
    }

    [Fact]
    public void Message_DependentRequired_SaysWhy()
    {
        var schema = CompiledSchema.Parse("""{"dependentRequired":{"card":["address"]},"properties":{"address":{"type":"string"}}}""");

        var errors = schema.Validate(Json.Parse("""{"card":1}"""));

        Assert.Equal("(root): missing required property \"address\" (string) because \"card\" is present. Add it.", Assert.Single(errors).Message);
    }

    [Fact]
    public void Validate_AlternativesByType_AreOneError()
    {
        var schema = CompiledSchema.Parse("""{"anyOf":[{"type":"string"},{"type":"integer"},{"type":"null"}]}""");

        var errors = schema.Validate(Json.Parse("[]"));

        Assert.Equal("(root): expected string or integer or null; found array [].", Assert.Single(errors).Message);
    }

    [Fact]
    public void Validate_AlternativesWithDiscriminator_ExplainsTheOneThatWasMeant()
    {
        const string Shapes = """
            {"oneOf":[
              {"properties":{"kind":{"const":"circle"},"radius":{"type":"number"}},"required":["kind","radius"]},
              {"properties":{"kind":{"const":"square"},"side":{"type":"number"}},"required":["kind","side"]}]}
            """;
        var schema = CompiledSchema.Parse(Shapes);

        var meant = schema.Validate(Json.Parse("""{"kind":"square","radius":3}"""));
        var unknown = schema.Validate(Json.Parse("""{"kind":"squares","side":3}"""));

        Assert.Equal("(root): missing required property \"side\" (number). Add it.", Assert.Single(meant).Message);
        Assert.Equal("/kind: expected \"circle\" or \"square\"; found \"squares\". Use \"square\".", Assert.Single(unknown).Message);
    }

    [Fact]
    public void Validate_AlternativesOfDifferentTypes_ExplainsTheOneOfTheRightType()
    {
        var schema = CompiledSchema.Parse("""{"anyOf":[{"type":"null"},{"type":"object","properties":{"a":{"type":"integer"}}}]}""");

        var errors = schema.Validate(Json.Parse("""{"a":"x"}"""));

        Assert.Equal("/a: expected integer; found string \"x\".", Assert.Single(errors).Message);
    }

    [Fact]
    public void Validate_SeveralOfOneOf_SaysWhich()
    {
        var schema = CompiledSchema.Parse("""{"oneOf":[{"type":"integer"},{"type":"string"},{"minimum":0}]}""");

        var errors = schema.Validate(Json.Parse("3"));

        Assert.Equal("(root): expected a value that matches exactly one alternative; found 3, which matches the alternatives 0, 2.", Assert.Single(errors).Message);
    }

    [Fact]
    public void Validate_ManyErrors_ReturnsNoMoreThanAsked()
    {
        var schema = CompiledSchema.Parse("""{"items":{"type":"integer"}}""");
        var value = Json.Parse("[" + string.Join(',', Enumerable.Repeat("\"a\"", 100)) + "]");

        Assert.Equal(8, schema.Validate(value).Count);
        Assert.Equal(3, schema.Validate(value, 3).Count);
    }

    [Fact]
    public void Validate_LongValues_AreCut()
    {
        var schema = CompiledSchema.Parse("""{"type":"integer"}""");

        var error = Assert.Single(schema.Validate(Json.Parse($"\"{new string('x', 10_000)}\"")));

        Assert.InRange(error.Message.Length, 60, 110);
        Assert.EndsWith("….", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_LongAndBrokenNames_StayShortAndOnOneLine()
    {
        var schema = CompiledSchema.Parse("""{"additionalProperties":false}""");

        var error = Assert.Single(schema.Validate(Json.Parse($$"""{"a\nb{{new string('x', 10_000)}}":1}""")));

        Assert.InRange(error.Message.Length, 60, 350);
        Assert.DoesNotContain('\n', error.Message);
        Assert.Equal(10_004, error.InstancePointer.Length);
    }

    [Fact]
    public void Validate_NestedMistake_PointsAtValueAndKeyword()
    {
        var schema = CompiledSchema.Parse("""{"properties":{"a/b":{"items":{"$ref":"#/$defs/n"}}},"$defs":{"n":{"type":"integer"}}}""");

        var error = Assert.Single(schema.Validate(Json.Parse("""{"a/b":[1,"x"]}""")));

        Assert.Equal("/a~1b/1", error.InstancePointer);
        Assert.Equal("/$defs/n/type", error.SchemaPointer);
        Assert.Equal("type", error.Keyword);
        Assert.Equal("integer", error.Expected);
        Assert.Equal("string \"x\"", error.Found);
        Assert.Null(error.Fix);
    }

    [Fact]
    public void Validate_PropertyThatFailsInsideAllOf_IsNotCalledUnevaluated()
    {
        var schema = CompiledSchema.Parse("""{"allOf":[{"properties":{"a":{"type":"integer"}}}],"unevaluatedProperties":false}""");

        var errors = schema.Validate(Json.Parse("""{"a":"x"}"""));

        Assert.Equal("type", Assert.Single(errors).Keyword);
    }
}
