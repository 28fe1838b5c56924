using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using AgentFlow.JsonSchema;
using AgentFlow.JsonSchema.Dialects;
using AgentFlow.JsonSchema.Generation;
using AgentFlow.JsonSchema.Grammar;

namespace AgentFlow.Snippets;

public static class SchemaGenerationSnippets
{
    public static async Task Generate()
    {
        // begin-snippet: schema-from-method
        var search = ([Description("What to look for.")] string query, [Range(1, 50)] int limit = 10) => $"{query}, {limit} times";
        var schema = SchemaGenerator.FromMethod(search);
        var check = CompiledSchema.Compile(schema);
        // end-snippet

        await Task.CompletedTask;
        if (!check.IsValid("""{"query":"x"}"""u8) || check.IsValid("""{"query":"x","limit":51}"""u8))
            throw new InvalidOperationException($"The schema is not the one that the page shows: {schema}");
    }

    public static JsonElement FromContext(System.Text.Json.Serialization.Metadata.JsonTypeInfo typeInfo)
    {
        // begin-snippet: schema-from-type
        var schema = SchemaGenerator.FromType(typeInfo, new SchemaGenerationOptions { ClosedObjects = true });
        // end-snippet
        return schema;
    }

    public static async Task Provider()
    {
        var schema = SchemaGenerator.FromMethod(([MinLength(2)] string query, int limit = 10) => query + limit);
        using var answer = JsonDocument.Parse("""{"query":"x","limit":null}""");
        // begin-snippet: provider-schema
        var form = ProviderSchema.For(schema, SchemaProvider.OpenAIStrict);
        foreach (var loss in form.Losses)
            Console.WriteLine($"{loss.SchemaPointer}: {loss.Message}");
        var arguments = form.WithoutAddedNulls(answer.RootElement);
        // end-snippet

        await Task.CompletedTask;
        if (form.Losses.Count != 2 || arguments.GetRawText() != """{"query":"x"}""")
            throw new InvalidOperationException($"The page promises two losses and no nulls: {form.Losses.Count}, {arguments}");
    }

    public static async Task Grammar()
    {
        using var schema = JsonDocument.Parse("""{"type":"array","items":{"enum":["a","b"]},"maxItems":2}""");
        // begin-snippet: schema-grammar
        var grammar = SchemaGrammar.Compile(schema.RootElement);
        grammar.Start().TryAdvance("[\"a\""u8, out var state);
        var mayFollow = state.AllowedBytes;
        var forLlama = grammar.ToGbnf();
        // end-snippet

        await Task.CompletedTask;
        if (!mayFollow.ToBytes().SequenceEqual(",]"u8.ToArray()) || !forLlama.StartsWith("root ::=", StringComparison.Ordinal))
            throw new InvalidOperationException($"A comma or the end may follow, the page says: {forLlama}");
    }
}
