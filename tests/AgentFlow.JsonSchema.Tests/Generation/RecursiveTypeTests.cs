using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using AgentFlow.JsonSchema.Coercion;
using AgentFlow.JsonSchema.Dialects;
using AgentFlow.JsonSchema.Generation;
using AgentFlow.JsonSchema.Grammar;
using AgentFlow.JsonSchema.Tests.Grammar;

namespace AgentFlow.JsonSchema.Tests.Generation;

/// <summary>The schema of a type that holds itself refers to its root by <c>#</c>; whoever reads schemas must follow that.</summary>
public sealed class RecursiveTypeTests
{
    private const string Tree = """{"name":"a","size":1,"children":[{"name":"b","size":2,"children":[]}]}""";
    private const string NearlyTree = """{"name":"a","size":"1","children":{"name":"b","size":2.0,"children":[]}}""";
    private const string NoTree = """{"name":"a","size":1,"children":[{"name":"b","size":-2,"children":[]}]}""";

    private static readonly JsonElement Schema = SchemaGenerator.FromType<Folder>();

    [Fact]
    public void FromType_Recursive_RefersToItsRoot()
    {
        Assert.Contains("\"$ref\":\"#\"", Schema.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public void Validate_DeepInside_SaysWhere()
    {
        var schema = CompiledSchema.Compile(Schema);

        Assert.True(schema.IsValid(Json.Parse(Tree)));
        Assert.Equal("/children/0/size", Assert.Single(schema.Validate(Json.Parse(NoTree))).InstancePointer);
    }

    [Fact]
    public void Coerce_DeepInside_PutsRight()
    {
        var coerced = ArgumentCoercer.Compile(Schema).Coerce(Json.Parse(NearlyTree));

        Assert.True(JsonElement.DeepEquals(Json.Parse(Tree), coerced.Value), coerced.Value.GetRawText());
    }

    [Theory]
    [InlineData(SchemaProvider.OpenAIStrict)]
    [InlineData(SchemaProvider.Gemini)]
    [InlineData(SchemaProvider.Anthropic)]
    [InlineData(SchemaProvider.AnthropicStrict)]
    public void For_Provider_StillTakesTheTree(SchemaProvider provider)
    {
        var form = ProviderSchema.For(Schema, provider);

        Assert.True(CompiledSchema.Compile(form.Schema).IsValid(Json.Parse(Tree)), form.Schema.GetRawText());
    }

    [Fact]
    public void Grammar_DeepInside_IsFollowed()
    {
        var grammar = SchemaGrammar.Compile(Schema);

        Assert.True(GrammarWalk.Accepts(grammar, Tree));
        Assert.False(GrammarWalk.Accepts(grammar, NoTree));
    }

    private sealed record Folder(string Name, [property: Range(0, 1000)] int Size, IReadOnlyList<Folder> Children);
}
