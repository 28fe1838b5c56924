using System.Text.Json;

namespace AgentFlow.JsonSchema.Dialects;

/// <summary>Whether following references and subschemas from the root ever leads back.</summary>
internal sealed class Recursion(JsonElement root)
{
    private readonly HashSet<string> _done = [];
    private readonly HashSet<string> _open = [];

    public bool Exists() => Follows("#");

    private bool Follows(string reference)
    {
        if (_open.Contains(reference))
            return true;
        if (!_done.Add(reference))
            return false;
        _open.Add(reference);
        var target = LocalReferences.Find(root, reference, "");
        var leadsBack = Walk(target);
        _open.Remove(reference);
        return leadsBack;
    }

    private bool Walk(JsonElement element) => element.ValueKind switch
    {
        JsonValueKind.Array => element.EnumerateArray().Any(Walk),
        JsonValueKind.Object => element.EnumerateObject().Any(member =>
            member.Name == "$ref" && member.Value.ValueKind == JsonValueKind.String ? Follows(member.Value.GetString()!)
            // Definitions count when something refers to them.
            : member.Name is not ("$defs" or "definitions" or "const" or "enum" or "default" or "examples") && Walk(member.Value)),
        _ => false,
    };
}
