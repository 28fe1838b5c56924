using System.Text.Json;
using AgentFlow.JsonSchema.Repair;
using AgentFlow.Output;
using Microsoft.Extensions.AI;

namespace AgentFlow.Tools.Prompted;

/// <summary>Reads calls out of JSON in whatever spelling.</summary>
/// <param name="tools">The tools that the model was told of.</param>
/// <param name="callsBefore">How many calls the conversation has, for the ids.</param>
internal sealed class CallReader(IEnumerable<AIFunctionDeclaration> tools, int callsBefore)
{
    private static readonly JsonRepairOptions AnObject = new() { Root = JsonRoot.AnObject };

    private readonly Dictionary<string, AIFunctionDeclaration> _tools = tools.DistinctBy(t => t.Name).ToDictionary(t => t.Name, StringComparer.Ordinal);
    private int _calls = callsBefore;

    public IReadOnlyCollection<string> ToolNames => _tools.Keys;

    /// <summary>The calls in a text; none when it is no call.</summary>
    /// <param name="opening">How it began.</param>
    /// <param name="content">What stood behind the opening and before what ends it.</param>
    /// <param name="isWhole">Whether it ended in its own way and not where the text broke off.</param>
    public List<FunctionCallContent> Read(CallOpening opening, string content, bool isWhole)
    {
        if (opening.Tool is { } tool)
            return [Create(new FoundCall(tool, default, content), isWhole)];
        if (!JsonRepair.TryParse(content, null, out var json, out _))
            return [];
        var found = new List<FoundCall>();
        if (!TryCollect(json.Value, opening.IsMarked, found))
            return [];
        var isCutOff = IsCutOff(json, content, isWhole);
        var repairs = Repairs(json);
        return found.ConvertAll(f => isCutOff ? Malformed(f.Tool, content) : WithRepairs(Create(f, isWhole), repairs));
    }

    private FunctionCallContent Create(FoundCall found, bool isWhole)
    {
        if (found.Arguments.ValueKind == JsonValueKind.Object)
            return New(found.Tool, found.Arguments);
        if (string.IsNullOrWhiteSpace(found.Text))
            return New(found.Tool, JsonElement.Parse("{}"));
        var isRead = JsonRepair.TryParse(found.Text, AnObject, out var json, out _) && found.Text.Contains('{', StringComparison.Ordinal);
        if (isRead && !IsCutOff(json!, found.Text, isWhole))
            return WithRepairs(New(found.Tool, json!.Value), Repairs(json));
        return !isRead && SoleParameter(found.Tool) is { } parameter ? New(found.Tool, Wrap(parameter, found)) : Malformed(found.Tool, found.Text);
    }

    /// <summary>All calls of a value; false when it holds anything else.</summary>
    private bool TryCollect(JsonElement value, bool isMarked, List<FoundCall> found)
    {
        if (value.ValueKind == JsonValueKind.Array)
            return value.GetArrayLength() > 0 && value.EnumerateArray().All(item => TryCollect(item, isMarked, found));
        if (value.ValueKind != JsonValueKind.Object)
            return false;
        if (Find(value, CallKeys.Wrappers) is { ValueKind: JsonValueKind.Array or JsonValueKind.Object } inner)
            return TryCollect(inner, isMarked: true, found);
        if (Find(value, ["function"]) is { ValueKind: JsonValueKind.Object } function)
            return TryCollect(function, isMarked: true, found);
        return Find(value, CallKeys.Names, JsonValueKind.String) is { } name ? TryAdd(name.GetString()!, value, isMarked, found) : TryCollectByName(value, found);
    }

    private bool TryAdd(string name, JsonElement value, bool isMarked, List<FoundCall> found)
    {
        name = Known(name);
        var arguments = Find(value, CallKeys.Arguments);
        if (!isMarked && !_tools.ContainsKey(name) && !(arguments is not null && IsNear(name)))
            return false;
        if (arguments is { } given)
        {
            found.Add(new FoundCall(name, given, given.ValueKind switch
            {
                JsonValueKind.Null => string.Empty,
                JsonValueKind.String => given.GetString()!,
                _ => given.GetRawText(),
            }));
            return true;
        }
        // Some write the arguments beside the name.
        var rest = value.EnumerateObject().Where(p => !CallKeys.Names.Concat(CallKeys.Others).Contains(p.Name, StringComparer.OrdinalIgnoreCase)).ToList();
        if (!isMarked && rest.Exists(p => !Declares(name, p.Name)))
            return false;
        found.Add(new FoundCall(name, Object(rest.Select(p => (p.Name, p.Value))), string.Empty));
        return true;
    }

    /// <summary><c>{"get_weather": {"city": "Oslo"}}</c>.</summary>
    private bool TryCollectByName(JsonElement value, List<FoundCall> found)
    {
        foreach (var property in value.EnumerateObject())
        {
            if (!_tools.ContainsKey(property.Name) || property.Value.ValueKind != JsonValueKind.Object)
                return false;
            found.Add(new FoundCall(property.Name, property.Value, string.Empty));
        }
        return found.Count > 0;
    }

    /// <summary>Whether the end is missing. A closing bracket that was left out before the end of the envelope is no loss.</summary>
    private static bool IsCutOff(JsonRepairResult json, string content, bool isWhole) =>
        json.Fixes.Any(f => f.Kind == JsonFixKind.DanglingKey || (f.Kind == JsonFixKind.Truncated && !(isWhole && content.AsSpan().TrimEnd() is [.., '}' or ']'])));

    /// <summary>What was put right in the JSON; what stands around it and between the calls was no mistake.</summary>
    private static string Repairs(JsonRepairResult json) =>
        string.Join("; ", json.Fixes.Where(f => f.Kind is not (JsonFixKind.SeveralValues or JsonFixKind.WrapperTag or JsonFixKind.CodeFence or JsonFixKind.SurroundingText)));

    private FunctionCallContent New(string tool, JsonElement arguments) => new(NextId(), tool, new JsonArguments(arguments));

    private FunctionCallContent Malformed(string tool, string text) => new(NextId(), tool)
    {
        Exception = new JsonException("The arguments are not a JSON object."),
        AdditionalProperties = new() { [JsonArguments.RawTextKey] = text },
    };

    private static FunctionCallContent WithRepairs(FunctionCallContent call, string repairs)
    {
        if (repairs.Length > 0)
            (call.AdditionalProperties ??= [])[JsonArguments.RepairsKey] = repairs;
        return call;
    }

    private string NextId() => $"call_{++_calls}";

    /// <summary>The name without the <c>functions.</c> that some models put before it.</summary>
    private string Known(string name) =>
        !_tools.ContainsKey(name) && name.LastIndexOf('.') is > 0 and var dot && _tools.ContainsKey(name[(dot + 1)..]) ? name[(dot + 1)..] : name;

    private bool IsNear(string name) => _tools.Keys.Any(n => EditDistance.Between(n, name) <= Math.Max(2, name.Length / 3));

    private bool Declares(string tool, string parameter) => Properties(tool) is { } properties && properties.TryGetProperty(parameter, out _);

    private string? SoleParameter(string tool) =>
        Properties(tool) is { } properties && properties.GetPropertyCount() == 1 ? properties.EnumerateObject().First().Name : null;

    private JsonElement? Properties(string tool) =>
        _tools.TryGetValue(tool, out var declared) && declared.JsonSchema.ValueKind == JsonValueKind.Object
        && declared.JsonSchema.TryGetProperty("properties", out var properties) && properties.ValueKind == JsonValueKind.Object ? properties : null;

    private static JsonElement Wrap(string parameter, FoundCall found) =>
        Object([(parameter, found.Arguments.ValueKind is JsonValueKind.Undefined ? JsonElement.Parse($"\"{JsonEncodedText.Encode(OutputWords.WellFormed(found.Text.Trim().Trim('"')))}\"") : found.Arguments)]);

    private static JsonElement Object(IEnumerable<(string Name, JsonElement Value)> properties) =>
        JsonElement.Parse($"{{{string.Join(',', properties.Select(p => $"\"{JsonEncodedText.Encode(OutputWords.WellFormed(p.Name))}\":{p.Value.GetRawText()}"))}}}");

    private static JsonElement? Find(JsonElement value, string[] keys, JsonValueKind kind = JsonValueKind.Undefined)
    {
        foreach (var key in keys)
        {
            foreach (var property in value.EnumerateObject())
            {
                if (property.Name.Equals(key, StringComparison.OrdinalIgnoreCase) && (kind == JsonValueKind.Undefined || property.Value.ValueKind == kind))
                    return property.Value;
            }
        }
        return null;
    }

    /// <summary>A call as it was written: its arguments as a value, or as text.</summary>
    private readonly record struct FoundCall(string Tool, JsonElement Arguments, string Text);
}
