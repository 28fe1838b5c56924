using System.Text.Json;
using AgentFlow.JsonSchema;
using AgentFlow.JsonSchema.Coercion;
using AgentFlow.JsonSchema.Repair;
using AgentFlow.JsonSchema.Streaming;

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

    public static async Task Repair()
    {
        var schema = JsonElement.Parse("""{"properties":{"city":{"type":"string"},"days":{"type":"integer"}}}""");
        var chunks = new[] { "{\"city\":\"Os"u8.ToArray(), "lo\"}"u8.ToArray() };
        var shown = 0;
        // begin-snippet: json-repair
        // The text of a tool call's arguments. Strict JSON comes back as it is, with no fixes.
        var repaired = JsonRepair.Parse("```json\n{'city': 'Oslo', 'days': '3',}\n```", new JsonRepairOptions { Root = JsonRoot.AnObject });
        foreach (var fix in repaired.Fixes)
            Console.WriteLine(fix);                     // code fence left out at line 1, column 1 (byte 0) ...

        // Compile once per tool; coerce each call.
        var coercer = ArgumentCoercer.Compile(schema);
        var (arguments, changes) = coercer.Coerce(repaired.Value);
        foreach (var change in changes)
            Console.WriteLine(change.Message);          // At '/days' "3" was read as the number 3.

        // Structured output while it arrives.
        var parser = new IncrementalJsonParser();
        foreach (var chunk in chunks)
        {
            if (parser.Feed(chunk) == JsonStreamState.Malformed)
                break;                                  // parser.Text holds all of it, for JsonRepair
            if (parser.TryGetSnapshot(out var soFar))
                Show(soFar);
        }
        // end-snippet

        await Task.CompletedTask;
        if (arguments.GetProperty("days").GetInt32() != 3 || shown != 2)
            throw new InvalidOperationException($"The page promises 3 days and two snapshots; there were {arguments} and {shown}.");

        void Show(JsonElement value) => shown += value.ValueKind == JsonValueKind.Object ? 1 : 0;
    }
}
