using System.Text.Json;
using AgentFlow.JsonSchema;

namespace AgentFlow.Snippets;

public static class JsonSchemaSnippets
{
    public static async Task Validate()
    {
        // begin-snippet: validate
        var schema = CompiledSchema.Parse("""
            {"type":"object","properties":{"city":{"type":"string"},"unit":{"enum":["c","f"]}},"required":["city"],"additionalProperties":false}
            """);
        var valid = schema.IsValid("""{"city":"Oslo","unit":"c"}"""u8);
        using var call = JsonDocument.Parse("""{"unit":"celsius","citty":"Oslo"}""");
        foreach (var error in schema.Validate(call.RootElement))
            Console.WriteLine(error.Message);
        // end-snippet

        await Task.CompletedTask;
        var messages = schema.Validate(call.RootElement).Select(e => e.Message);
        string[] promised =
        [
            """(root): missing required property "city" (string). Add it.""",
            """/unit: expected one of "c", "f"; found "celsius". Use "c".""",
            """/citty: unexpected property "citty". Rename it to "city".""",
        ];
        if (!valid || !messages.SequenceEqual(promised))
            throw new InvalidOperationException($"The page promises other messages than these: {string.Join(' ', messages)}");
    }

    public static async Task Registry()
    {
        using var units = JsonDocument.Parse("""{"$defs":{"temperature":{"enum":["c","f"]}}}""");
        // begin-snippet: schema-registry
        var options = new SchemaOptions { Registry = new SchemaRegistry().Add("units.json", units.RootElement), AssertFormat = true };
        var weather = CompiledSchema.Parse("""{"properties":{"unit":{"$ref":"units.json#/$defs/temperature"}}}""", options);
        // end-snippet

        await Task.CompletedTask;
        if (weather.IsValid("""{"unit":"kelvin"}"""u8) || !weather.IsValid("""{"unit":"c"}"""u8))
            throw new InvalidOperationException("The reference into the registered document does not hold.");
    }
}
