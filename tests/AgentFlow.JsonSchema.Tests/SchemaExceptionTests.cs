namespace AgentFlow.JsonSchema.Tests;

public sealed class SchemaExceptionTests
{
    [Theory]
    [InlineData("{", SchemaErrorCode.InvalidJson, "")]
    [InlineData("3", SchemaErrorCode.InvalidKeyword, "")]
    [InlineData("""{"type":"strnig"}""", SchemaErrorCode.InvalidKeyword, "/type")]
    [InlineData("""{"properties":{"a":5}}""", SchemaErrorCode.InvalidKeyword, "/properties/a")]
    [InlineData("""{"properties":{"a":{"minLength":-1}}}""", SchemaErrorCode.InvalidKeyword, "/properties/a/minLength")]
    [InlineData("""{"required":"a"}""", SchemaErrorCode.InvalidKeyword, "/required")]
    [InlineData("""{"anyOf":[]}""", SchemaErrorCode.InvalidKeyword, "/anyOf")]
    [InlineData("""{"items":[{}]}""", SchemaErrorCode.InvalidKeyword, "/items")]
    [InlineData("""{"multipleOf":0}""", SchemaErrorCode.InvalidKeyword, "/multipleOf")]
    [InlineData("""{"$id":5}""", SchemaErrorCode.InvalidKeyword, "/$id")]
    [InlineData("""{"pattern":"("}""", SchemaErrorCode.InvalidPattern, "/pattern")]
    [InlineData("""{"pattern":"^a\\Z"}""", SchemaErrorCode.InvalidPattern, "/pattern")]
    [InlineData("""{"pattern":"\\p{Script=Greek}"}""", SchemaErrorCode.InvalidPattern, "/pattern")]
    [InlineData("""{"items":{"$ref":"#/$defs/none"}}""", SchemaErrorCode.UnresolvedReference, "/items/$ref")]
    [InlineData("""{"$ref":"http://example.com/none"}""", SchemaErrorCode.UnresolvedReference, "/$ref")]
    [InlineData("""{"$ref":"#none"}""", SchemaErrorCode.UnresolvedReference, "/$ref")]
    [InlineData("""{"$schema":"http://json-schema.org/draft-04/schema#"}""", SchemaErrorCode.UnknownDialect, "")]
    [InlineData("""{"$defs":{"a":{"$anchor":"x"},"b":{"$anchor":"x"}}}""", SchemaErrorCode.DuplicateIdentifier, "/$defs/b")]
    [InlineData("""{"$defs":{"a":{"$id":"x"},"b":{"$id":"x"}}}""", SchemaErrorCode.DuplicateIdentifier, "/$defs/b")]
    public void Parse_BrokenSchema_ThrowsCodeAndPlace(string schema, SchemaErrorCode code, string place)
    {
        var exception = Assert.Throws<SchemaException>(() => CompiledSchema.Parse(schema));

        Assert.Equal(code, exception.Code);
        Assert.Equal(place, exception.SchemaPointer);
    }

    [Fact]
    public void Parse_UnknownType_SaysWhatToDo()
    {
        var exception = Assert.Throws<SchemaException>(() => CompiledSchema.Parse("""{"type":"strnig"}"""));

        Assert.Equal("Schema at '/type': 'type' must be one of string, number, integer, boolean, object, array, null, not \"strnig\".", exception.Message);
    }

    [Fact]
    public void Parse_RequiredVocabularyUnknown_Throws()
    {
        var registry = new SchemaRegistry().Add(Json.Parse("""
            {"$schema":"https://json-schema.org/draft/2020-12/schema","$id":"http://example.com/meta","$vocabulary":{"http://example.com/vocabulary":true}}
            """));

        var exception = Assert.Throws<SchemaException>(
            () => CompiledSchema.Parse("""{"$schema":"http://example.com/meta"}""", new SchemaOptions { Registry = registry }));

        Assert.Equal(SchemaErrorCode.UnknownVocabulary, exception.Code);
    }
}
