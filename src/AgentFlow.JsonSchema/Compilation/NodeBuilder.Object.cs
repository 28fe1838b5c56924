using System.Text.Json;
using AgentFlow.JsonSchema.Evaluation;

namespace AgentFlow.JsonSchema.Compilation;

internal sealed partial class NodeBuilder
{
    private readonly List<byte[]> _names = [];
    private readonly Dictionary<string, int> _slots = [];
    private readonly List<SchemaNode?> _properties = [];
    private readonly List<Dependency> _dependencies = [];
    private ObjectRules? _object;

    private void BuildObjectKeyword(Keyword keyword, JsonElement value)
    {
        if (keyword == Keyword.UnevaluatedProperties)
        {
            node.UnevaluatedProperties = ReadSchema(keyword, value);
            return;
        }
        _object ??= new ObjectRules();
        switch (keyword)
        {
            case Keyword.Properties:
                foreach (var (name, schema) in ReadSchemaMap(keyword, value))
                    _properties[SlotOf(name)] = schema;
                break;
            case Keyword.PatternProperties:
                _object.Patterns = [.. ReadSchemaMap(keyword, value).Select(entry => (ReadPattern(entry.Name, "patternProperties"), entry.Schema))];
                break;
            case Keyword.AdditionalProperties:
                _object.Additional = ReadSchema(keyword, value);
                break;
            case Keyword.PropertyNames:
                _object.PropertyNames = ReadSchema(keyword, value);
                break;
            case Keyword.MaxProperties:
                _object.MaxProperties = ReadCount(keyword, value);
                break;
            case Keyword.MinProperties:
                _object.MinProperties = ReadCount(keyword, value);
                break;
            case Keyword.Required:
                _object.Required = SlotsOf(ReadNames("required", value));
                break;
            default:
                BuildDependencies(keyword, value);
                break;
        }
    }

    private void BuildDependencies(Keyword keyword, JsonElement value)
    {
        var name = Keywords.NameOf(keyword);
        foreach (var member in ReadObject(keyword, value))
        {
            var trigger = JsonWords.NameOf(member);
            var slot = SlotOf(trigger);
            if (keyword == Keyword.DependentRequired || (keyword == Keyword.Dependencies && member.Value.ValueKind == JsonValueKind.Array))
                _dependencies.Add(new Dependency(slot, SlotsOf(ReadNames(name, member.Value)), null, name));
            else
            {
                var schema = Child($"{node.Pointer}/{name}/{SchemaUri.EscapeToken(trigger)}", member.Value);
                _dependencies.Add(new Dependency(slot, [], schema, name));
            }
        }
    }

    private int[] SlotsOf(string[] names) => [.. names.Select(SlotOf).Distinct()];

    private int SlotOf(string name)
    {
        if (_slots.TryGetValue(name, out var slot))
            return slot;
        _slots[name] = slot = _names.Count;
        _names.Add(JsonWords.ToUtf8(name));
        _properties.Add(null);
        return slot;
    }

    private void FinishObject()
    {
        if (_object is null)
            return;
        _object.Names = new Utf8NameTable(_names);
        _object.Properties = [.. _properties];
        _object.Dependencies = [.. _dependencies];
        node.Object = _object;
    }
}
