using System.Runtime.InteropServices;
using System.Text.Json;
using AgentFlow.JsonSchema.Repair;

namespace AgentFlow.JsonSchema.Coercion;

/// <summary>The changes to the properties of one object, made all at once at the end.</summary>
internal sealed class ObjectEdit
{
    private readonly Dictionary<string, JsonElement> _replaced = new(StringComparer.Ordinal);
    private readonly Dictionary<string, string> _renamed = new(StringComparer.Ordinal);
    private readonly HashSet<string> _dropped = new(StringComparer.Ordinal);
    private readonly HashSet<string> _settled = new(StringComparer.Ordinal);
    private readonly List<(string Name, JsonElement Value)> _added = [];

    /// <summary>For values that were parsed once already, with a limit then.</summary>
    public static JsonDocumentOptions AnyDepth { get; } = new() { MaxDepth = int.MaxValue };

    public void Replace(string name, JsonElement value) => _replaced[name] = value;

    public void Rename(string name, string newName)
    {
        _renamed[name] = newName;
        _settled.Add(newName);
    }

    /// <param name="name">The property to leave out.</param>
    /// <param name="becomesMissing">The declared property that has been dealt with thereby.</param>
    public void Drop(string name, string? becomesMissing = null)
    {
        _dropped.Add(name);
        if (becomesMissing is not null)
            _settled.Add(becomesMissing);
    }

    public void Add(string name, JsonElement value) => _added.Add((name, value));

    /// <summary>Whether a declared property that the value lacks has been dealt with.</summary>
    public bool Gains(string name) => _settled.Contains(name);

    public JsonElement Apply(JsonElement value)
    {
        var json = new RepairOutput(JsonMarshal.GetRawUtf8Value(value).Length + 64);
        foreach (var member in value.EnumerateObject())
        {
            if (!_dropped.Contains(member.Name))
                Write(json, _renamed.GetValueOrDefault(member.Name, member.Name), _replaced.GetValueOrDefault(member.Name, member.Value));
        }
        foreach (var (name, added) in _added)
            Write(json, name, added);
        json.Write(json.Length == 0 ? "{}"u8 : "}"u8);
        return JsonElement.Parse(json.Written, AnyDepth);
    }

    private static void Write(RepairOutput json, string name, JsonElement value)
    {
        json.Write((byte)(json.Length == 0 ? '{' : ','));
        json.Write((byte)'"');
        foreach (var rune in name.EnumerateRunes())
            json.WriteCharacter(rune);
        json.Write("\":"u8);
        json.Write(JsonMarshal.GetRawUtf8Value(value));
    }
}
