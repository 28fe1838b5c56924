using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentFlow.JsonSchema.Tests.Coercion;

/// <summary>Calls with their tools' schemas from the function-calling leaderboard, where that data lies beside the repository.</summary>
internal static class CallData
{
    private static readonly string[] Files = ["simple_python", "multiple", "parallel", "parallel_multiple"];

    /// <summary>The schema of each called tool, and arguments that are an accepted answer.</summary>
    public static List<(JsonElement Schema, JsonElement Arguments)> Read()
    {
        var folder = Folder();
        Assert.SkipUnless(folder is not null, "The leaderboard's data ('../shared/data/bfcl', or in AGENTFLOW_TEST_DATA) is not here.");
        var calls = new List<(JsonElement, JsonElement)>();
        foreach (var line in Files.SelectMany(file => File.ReadLines(Path.Combine(folder, $"{file}.jsonl"))))
        {
            var row = JsonNode.Parse(line)!;
            foreach (var call in row["ground_truth"]!.AsArray())
            {
                var (name, answers) = call!.AsObject().First();
                var function = row["function"]!.AsArray().First(function => (string)function!["name"]! == name);
                var (schema, arguments) = (JsonElement.Parse(Schema(function!["parameters"]!).ToJsonString()), Arguments(answers!.AsObject()));
                if (!HasOtherType(schema, arguments))
                    calls.Add((schema, arguments));
            }
        }
        return calls;
    }

    private static string? Folder()
    {
        var root = Environment.GetEnvironmentVariable("AGENTFLOW_TEST_DATA");
        for (var folder = new DirectoryInfo(AppContext.BaseDirectory); root is null && folder is not null; folder = folder.Parent)
        {
            if (File.Exists(Path.Combine(folder.FullName, "AgentFlow.sln")))
                root = Path.Combine(folder.FullName, "..", "shared", "data");
        }
        var data = Path.Combine(root ?? ".", "bfcl");
        return Directory.Exists(data) ? data : null;
    }

    // One answer gives true for a text; the leaderboard takes that for a variable.
    private static bool HasOtherType(JsonElement schema, JsonElement arguments) => arguments.EnumerateObject().Any(argument =>
        argument.Value.ValueKind is JsonValueKind.True or JsonValueKind.False
        && Type(schema, argument.Name) == "string");

    /// <summary>The type that a schema gives to a property, if any.</summary>
    public static string? Type(JsonElement schema, string property) =>
        schema.GetProperty("properties").TryGetProperty(property, out var declared) && declared.TryGetProperty("type", out var type) ? type.GetString() : null;

    private static JsonObject Schema(JsonNode parameters)
    {
        var schema = new JsonObject();
        foreach (var (keyword, value) in parameters.AsObject())
        {
            schema[keyword] = (keyword, value) switch
            {
                ("type", _) => Type((string)value!),
                ("properties", _) => new JsonObject(value!.AsObject().Select(property => KeyValuePair.Create(property.Key, (JsonNode?)Schema(property.Value!)))),
                ("items", _) => Schema(value!),
                _ => value?.DeepClone(),
            };
        }
        if ((string?)schema["type"] == "any")
            schema.Remove("type");
        return schema;
    }

    private static string Type(string name) => name switch { "dict" => "object", "float" => "number", "tuple" => "array", _ => name };

    private static JsonElement Arguments(JsonObject answers)
    {
        var arguments = new JsonObject();
        foreach (var (name, accepted) in answers)
        {
            if (accepted!.AsArray().FirstOrDefault(value => value?.GetValueKind() != JsonValueKind.String || (string)value! != "") is { } value)
                arguments[name] = Plain(value);
        }
        return JsonElement.Parse(arguments.ToJsonString());
    }

    // Inside an object each value is again a list of the accepted ones.
    private static JsonNode? Plain(JsonNode? value) => value switch
    {
        JsonObject nested => JsonNode.Parse(Arguments(nested).GetRawText()),
        JsonArray items => new JsonArray([.. items.Select(Plain)]),
        _ => value?.DeepClone(),
    };
}
