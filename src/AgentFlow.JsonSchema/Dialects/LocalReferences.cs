using System.Text.Json;

namespace AgentFlow.JsonSchema.Dialects;

/// <summary>Finds what the references of one document point to.</summary>
internal static class LocalReferences
{
    public static JsonElement Find(JsonElement root, string reference, string pointer)
    {
        if (reference.StartsWith('#') && Find(root, Uri.UnescapeDataString(reference[1..])) is { } target)
            return target;
        throw new SchemaException(SchemaErrorCode.UnresolvedReference, pointer,
            $"'{reference}' is not a JSON pointer to a schema in this document. Put the schema under '$defs'.");
    }

    private static JsonElement? Find(JsonElement root, string pointer)
    {
        var current = root;
        if (pointer.Length > 0 && pointer[0] != '/')
            return null;
        foreach (var part in pointer.Split('/').Skip(1))
        {
            var name = part.Replace("~1", "/", StringComparison.Ordinal).Replace("~0", "~", StringComparison.Ordinal);
            if (current.ValueKind == JsonValueKind.Object && current.TryGetProperty(name, out var member))
                current = member;
            else if (current.ValueKind == JsonValueKind.Array && int.TryParse(name, out var index) && index >= 0
                && index < current.GetArrayLength())
                current = current[index];
            else
                return null;
        }
        return current;
    }
}
