namespace AgentFlow.JsonSchema.Tests;

public sealed class SchemaRegistryTests
{
    [Theory]
    [InlineData("http://example.com/defs")]
    [InlineData("http://example.com/defs#")]
    [InlineData("http://example.com/defs#/$defs/n")]
    [InlineData("http://example.com/defs#count")]
    [InlineData("http://example.com/inner")]
    public void Add_Document_IsFoundByUriPointerAnchorAndInnerId(string reference)
    {
        var registry = new SchemaRegistry().Add(Json.Parse("""
            {"$id":"http://example.com/defs","type":"integer","$defs":{"n":{"$anchor":"count","type":"integer"},"i":{"$id":"inner","type":"integer"}}}
            """));

        var schema = CompiledSchema.Parse($$"""{"$ref":"{{reference}}"}""", new SchemaOptions { Registry = registry });

        Assert.True(schema.IsValid("1"u8));
        Assert.False(schema.IsValid("\"a\""u8));
    }

    [Fact]
    public void Add_RelativeName_IsFoundByIt()
    {
        var registry = new SchemaRegistry().Add("unit.json", Json.Parse("""{"enum":["c","f"]}"""));

        var schema = CompiledSchema.Parse("""{"$ref":"unit.json"}""", new SchemaOptions { Registry = registry });

        var error = Assert.Single(schema.Validate(Json.Parse("\"k\"")));
        Assert.Equal("unit.json#/enum", error.SchemaPointer);
    }

    [Fact]
    public void Add_WithoutId_Throws() => Assert.Throws<ArgumentException>("schema", () => new SchemaRegistry().Add(Json.Parse("{}")));

    [Theory]
    [InlineData("https://json-schema.org/draft/2020-12/schema")]
    [InlineData("https://json-schema.org/draft/2019-09/schema")]
    [InlineData("http://json-schema.org/draft-07/schema#")]
    public void Compile_ReferenceToMetaschema_NeedsNoRegistry(string metaschema)
    {
        var schema = CompiledSchema.Parse($$"""{"$ref":"{{metaschema}}"}""");

        Assert.True(schema.IsValid("""{"properties":{"a":{"minLength":1}}}"""u8));
        Assert.False(schema.IsValid("""{"properties":{"a":{"minLength":-1}}}"""u8));
    }
}
