using System.ComponentModel;
using System.ComponentModel.DataAnnotations;
using System.Text.Json;
using AgentFlow.JsonSchema;
using AgentFlow.JsonSchema.Generation;

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
}
