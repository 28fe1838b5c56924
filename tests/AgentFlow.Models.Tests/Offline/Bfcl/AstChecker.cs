using System.Text.Json;
using System.Text.Json.Nodes;

namespace AgentFlow.Models.Tests.Offline.Bfcl;

/// <summary>The leaderboard's rules for single-turn calls, as RULES.md beside the data gives them.</summary>
internal static class AstChecker
{
    /// <summary>Null when <paramref name="calls"/> are right, else what is wrong.</summary>
    public static string? Check(string category, BfclRow row, IReadOnlyList<(string Name, JsonObject Arguments)> calls)
    {
        if (category.Contains("irrelevance", StringComparison.Ordinal))
            return calls.Count == 0 ? null : "a call where none was right";
        var expected = row.Expected!.Select(e => e!.AsObject().First()).ToList();
        if (category.Contains("parallel", StringComparison.Ordinal))
            return CheckUnordered(row, expected!, calls);
        return calls.Count == 1 ? CheckCall(row, expected[0]!, calls[0]) : $"{calls.Count} calls instead of 1";
    }

    private static string? CheckUnordered(BfclRow row, List<KeyValuePair<string, JsonNode>> expected,
        IReadOnlyList<(string Name, JsonObject Arguments)> calls)
    {
        if (calls.Count != expected.Count)
            return $"{calls.Count} calls instead of {expected.Count}";
        var used = new HashSet<int>();
        foreach (var call in expected)
        {
            var match = Enumerable.Range(0, calls.Count)
                .FirstOrDefault(i => !used.Contains(i) && CheckCall(row, call, calls[i]) is null, -1);
            if (match < 0)
                return $"no call matches {call.Key} {call.Value.ToJsonString()}";
            used.Add(match);
        }
        return null;
    }

    private static string? CheckCall(BfclRow row, KeyValuePair<string, JsonNode> expected, (string Name, JsonObject Arguments) call)
    {
        var name = expected.Key.Replace('.', '_');
        if (call.Name != name)
            return $"'{call.Name}' instead of '{name}'";
        var declared = row.Tools.First(t => t.Name == name).Declared;
        var properties = declared["properties"]!.AsObject();
        var answers = expected.Value.AsObject();
        foreach (var required in declared["required"] as JsonArray ?? [])
            if (!call.Arguments.ContainsKey(required!.GetValue<string>()))
                return $"required '{required}' is missing";
        foreach (var (parameter, value) in call.Arguments)
        {
            if (!properties.ContainsKey(parameter) || answers[parameter] is not JsonArray allowed)
                return $"'{parameter}' is not expected";
            if (CheckValue(properties[parameter]!.AsObject(), value, allowed) is { } problem)
                return $"'{parameter}': {problem}";
        }
        foreach (var (parameter, allowed) in answers)
            if (!call.Arguments.ContainsKey(parameter) && !allowed!.AsArray().Any(IsAbsent))
                return $"'{parameter}' is missing";
        return null;
    }

    private static string? CheckValue(JsonObject schema, JsonNode? value, JsonArray allowed)
    {
        var declared = PythonType(schema["type"]!.GetValue<string>());
        var given = TypeOf(value);
        if (declared == "float" && given == "int")
            given = "float";
        var answerType = allowed.Where(a => !IsAbsent(a)).Select(TypeOf).FirstOrDefault() ?? declared;
        if (declared == "float" && answerType == "int")
            answerType = "float";
        var isVariable = answerType != declared;
        if (given != declared && !(isVariable && given == answerType))
            return $"{given} instead of {declared}";
        var element = schema["items"]?["type"]?.GetValue<string>() is { } items ? PythonType(items) : null;
        if (given == "list" && element is not null && !isVariable && value!.AsArray().Any(v => !IsElement(v, element)))
            return $"not a list of {element}";
        return Matches(value, allowed, declared, element, isVariable) ? null : $"{value?.ToJsonString()} is not in {allowed.ToJsonString()}";
    }

    private static bool Matches(JsonNode? value, JsonArray allowed, string declared, string? element, bool isVariable)
    {
        if (!isVariable && declared == "dict")
            return allowed.OfType<JsonObject>().Any(a => MatchesObject(value!.AsObject(), a));
        if (!isVariable && declared == "list" && element == "dict")
            return allowed.OfType<JsonArray>()
                .Any(a => a.Count == value!.AsArray().Count
                && a.Zip(value.AsArray()).All(p => MatchesObject(p.Second!.AsObject(), p.First!.AsObject())));
        return allowed.Any(a => !IsAbsent(a) && IsEqual(value, a)) || (IsAbsent(value) && allowed.Any(IsAbsent));
    }

    private static bool MatchesObject(JsonObject value, JsonObject allowed)
    {
        foreach (var (key, inner) in value)
            if (allowed[key] is not JsonArray values || !values.Any(v => IsEqual(inner, v)))
                return false;
        return allowed.All(a => value.ContainsKey(a.Key) || a.Value!.AsArray().Any(IsAbsent));
    }

    private static bool IsEqual(JsonNode? left, JsonNode? right)
    {
        if (left is JsonArray a && right is JsonArray b)
            return a.Count == b.Count && a.Zip(b).All(p => IsEqual(p.First, p.Second));
        if (TypeOf(left) is "int" or "float" && TypeOf(right) is "int" or "float")
            return left!.GetValue<JsonElement>().GetDouble() == right!.GetValue<JsonElement>().GetDouble();
        if (TypeOf(left) == "str" && TypeOf(right) == "str")
            return Standard(left!.GetValue<string>()) == Standard(right!.GetValue<string>());
        return JsonNode.DeepEquals(left, right);
    }

    private static string Standard(string text) =>
        string.Concat(text.Where(c => !" ,./-_*^".Contains(c, StringComparison.Ordinal))).ToLowerInvariant().Replace('\'', '"');

    private static bool IsElement(JsonNode? value, string element) =>
        TypeOf(value) == element || (element == "float" && TypeOf(value) == "int");

    private static bool IsAbsent(JsonNode? value) =>
        value is JsonValue text && text.GetValueKind() == JsonValueKind.String && text.GetValue<string>().Length == 0;

    private static string PythonType(string declared) => declared.ToLowerInvariant() switch
    {
        "integer" or "long" => "int",
        "float" or "double" or "number" => "float",
        "boolean" => "bool",
        "array" or "tuple" => "list",
        "dict" or "object" => "dict",
        _ => "str",
    };

    private static string TypeOf(JsonNode? value) => value?.GetValueKind() switch
    {
        JsonValueKind.String => "str",
        JsonValueKind.True or JsonValueKind.False => "bool",
        JsonValueKind.Array => "list",
        JsonValueKind.Object => "dict",
        JsonValueKind.Number => value.ToJsonString().AsSpan().ContainsAny('.', 'e', 'E') ? "float" : "int",
        _ => "none",
    };
}
