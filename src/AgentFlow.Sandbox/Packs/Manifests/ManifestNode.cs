using System.Text.Json;

namespace AgentFlow.Sandbox.Packs;

/// <summary>An object of a pack's JSON file, read key by key; what is wrong goes into a list of problems, all of them together.</summary>
internal sealed class ManifestNode(JsonSource source, string pointer, JsonElement value, ICollection<ToolPackProblem> problems)
{
    private const int MaxQuoted = 60;

    public JsonElement Value => value;

    /// <summary>The root of a file; null, with a problem, where it is no object.</summary>
    public static ManifestNode? Root(JsonSource source, ICollection<ToolPackProblem> problems)
    {
        if (source.Root.ValueKind == JsonValueKind.Object)
            return new(source, string.Empty, source.Root, problems);
        problems.Add(source.Problem(string.Empty, $"A {Kind(source.Root)} stands here. Write an object: {{ ... }}."));
        return null;
    }

    /// <summary>Reports keys that mean nothing, each with the nearest that does.</summary>
    public void AllowOnly(params ReadOnlySpan<string> keys)
    {
        foreach (var member in value.EnumerateObject())
        {
            if (keys.Contains(member.Name))
                continue;
            var near = Nearest.Of(member.Name, keys);
            var fix = near is null ? $"Known keys: {string.Join(", ", keys!)}." : $"Did you mean '{near}'?";
            Report(member.Name, $"Unknown key '{Cut(member.Name)}'. {fix}");
        }
    }

    /// <summary>A value, whatever it is; null, without a problem, where the key is missing.</summary>
    public JsonElement? Any(string key) => value.TryGetProperty(key, out var found) ? found : null;

    /// <summary>A text that is not empty; null where there is none, which is a problem if <paramref name="fix"/> says what to write.</summary>
    public string? Text(string key, string? fix = null)
    {
        if (Any(key) is not { } found)
        {
            if (fix is not null)
                Report(string.Empty, $"The key '{key}' is missing. {fix}");
            return null;
        }
        if (found.ValueKind == JsonValueKind.String && found.GetString() is { } text && !string.IsNullOrWhiteSpace(text))
            return text;
        Report(key, $"'{key}' is {Shown(found)} and must be a text that is not empty. {fix}".TrimEnd());
        return null;
    }

    /// <summary>True or false; false where the key is missing.</summary>
    public bool Flag(string key)
    {
        if (Any(key) is { } found && found.ValueKind is not (JsonValueKind.True or JsonValueKind.False))
            Report(key, $"'{key}' is {Shown(found)} and must be true or false.");
        return Any(key) is { ValueKind: JsonValueKind.True };
    }

    /// <summary>An object as it stands; null where there is none, which is a problem if <paramref name="fix"/> says what to write.</summary>
    public JsonElement? Object(string key, string? fix = null)
    {
        if (Any(key) is not { } found)
        {
            if (fix is not null)
                Report(string.Empty, $"The key '{key}' is missing. {fix}");
            return null;
        }
        if (found.ValueKind == JsonValueKind.Object)
            return found;
        Report(key, $"'{key}' is {Shown(found)} and must be an object. {fix}".TrimEnd());
        return null;
    }

    /// <summary>An object to be read key by key.</summary>
    public ManifestNode? Node(string key) => Object(key) is { } found ? new(source, JsonSource.Pointer(pointer, key), found, problems) : null;

    /// <summary>A whole number within bounds; null where there is none.</summary>
    public long? Integer(string key, long least, long most, string mostIs)
    {
        if (Any(key) is not { } found)
            return null;
        if (found.ValueKind != JsonValueKind.Number || !found.TryGetInt64(out var number) || number < least)
            Report(key, $"'{key}' is {Shown(found)} and must be a whole number of at least {least}.");
        else if (number > most)
            Report(key, $"'{key}' is {number} and the host allows {most}. Ask for less, or raise {mostIs}.");
        else
            return number;
        return null;
    }

    /// <summary>A list of texts; empty where the key is missing.</summary>
    public IReadOnlyList<string> Texts(string key)
    {
        if (Any(key) is not { } found)
            return [];
        if (found.ValueKind == JsonValueKind.Array && found.EnumerateArray().All(static e => e.ValueKind == JsonValueKind.String))
            return [.. found.EnumerateArray().Select(static e => e.GetString()!)];
        Report(key, $"'{key}' is {Shown(found)} and must be a list of texts.");
        return [];
    }

    /// <summary>Adds a problem at a key, or at the object itself where the key is empty.</summary>
    public void Report(string key, string message) => problems.Add(source.Problem(key.Length == 0 ? pointer : JsonSource.Pointer(pointer, key), message));

    /// <summary>Adds a problem below a key.</summary>
    public void ReportBelow(string key, string below, string message) => problems.Add(source.Problem(JsonSource.Pointer(pointer, key) + below, message));

    /// <summary>A value in quotes, for messages.</summary>
    public static string Shown(JsonElement value) => $"'{Cut(value.GetRawText())}'";

    private static string Kind(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => "list",
        JsonValueKind.String => "text",
        JsonValueKind.Number => "number",
        _ => element.GetRawText(),
    };

    private static string Cut(string text) => text.Length <= MaxQuoted ? text : string.Concat(text.AsSpan(0, MaxQuoted), "…");
}
