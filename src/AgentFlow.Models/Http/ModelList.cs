using System.Text.Json;

namespace AgentFlow.Models;

/// <summary>Reads lists of models: an object with an array of objects that have a name.</summary>
internal static class ModelList
{
    /// <exception cref="JsonException">It is not JSON of that shape.</exception>
    public static IReadOnlyList<string> Read(ReadOnlyMemory<byte> json, ReadOnlySpan<byte> list, ReadOnlySpan<byte> name)
    {
        using var document = JsonDocument.Parse(json);
        var root = document.RootElement;
        var items = root.ValueKind == JsonValueKind.Array ? root
            : root.ValueKind == JsonValueKind.Object && root.TryGetProperty(list, out var inner) ? inner
            : default;
        if (items.ValueKind != JsonValueKind.Array)
            throw new JsonException("There is no list of models in the answer.");
        var names = new List<string>(items.GetArrayLength());
        foreach (var item in items.EnumerateArray())
        {
            if (item.ValueKind == JsonValueKind.Object && item.TryGetProperty(name, out var value) && value.GetString() is { } text)
                names.Add(text);
        }
        return names;
    }
}
