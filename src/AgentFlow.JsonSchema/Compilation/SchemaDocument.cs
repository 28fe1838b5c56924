using System.Text.Json;

namespace AgentFlow.JsonSchema.Compilation;

/// <summary>One JSON document that holds schemas.</summary>
internal sealed class SchemaDocument(JsonElement root, string uri)
{
    public JsonElement Root { get; } = root;

    public string Uri { get; } = uri;

    /// <summary>The resources by their pointer; the document itself is at "".</summary>
    public Dictionary<string, SchemaResource> Resources { get; } = [];

    /// <summary>The compiled schemas by their pointer.</summary>
    public Dictionary<string, SchemaNode> Nodes { get; } = [];

    /// <summary>Where a pointer leads, for messages: alone in the schema being compiled, after the URI in another document.</summary>
    public string Locate(string pointer) => Uri.Length == 0 ? pointer : $"{Uri}#{pointer}";

    /// <summary>
    /// Follows a JSON pointer that starts at <paramref name="from"/>; the resource is the innermost one that holds the target.
    /// </summary>
    public (JsonElement Element, string Pointer, SchemaResource Resource)? Find(SchemaResource from, string pointer)
    {
        var (element, path, resource) = (Root, "", Resources[""]);
        foreach (var token in (from.Pointer + pointer).Split('/').Skip(1))
        {
            var name = SchemaUri.UnescapeToken(token);
            if (element.ValueKind == JsonValueKind.Object && element.TryGetProperty(JsonWords.ToUtf8(name), out var member))
                element = member;
            else if (element.ValueKind == JsonValueKind.Array && int.TryParse(name, out var index) && index >= 0 && index < element.GetArrayLength())
                element = element[index];
            else
                return null;
            path = $"{path}/{SchemaUri.EscapeToken(name)}";
            resource = Resources.GetValueOrDefault(path, resource);
        }
        return (element, path, resource);
    }
}
