using System.Runtime.InteropServices;
using System.Text;
using System.Text.Json;
using AgentFlow.JsonSchema.Compilation;
using AgentFlow.JsonSchema.Evaluation;

namespace AgentFlow.JsonSchema.Explanation;

internal sealed partial class Explainer
{
    private void ExplainObject(SchemaNode node, ObjectRules rules, JsonElement value)
    {
        var present = new HashSet<int>();
        foreach (var member in value.EnumerateObject())
        {
            var slot = rules.Names.FindRaw(JsonMarshal.GetRawUtf8PropertyName(member));
            if (slot >= 0)
                present.Add(slot);
        }
        ExplainMissing(node, rules, present);
        ExplainMembers(node, rules, value, present);
        var count = value.GetPropertyCount();
        if (count < rules.MinProperties)
            Add(node, "minProperties", $"at least {SchemaWords.Plural(rules.MinProperties, "property")}", $"{count}");
        if (count > rules.MaxProperties)
            Add(node, "maxProperties", $"at most {SchemaWords.Plural(rules.MaxProperties, "property")}", $"{count}");
        foreach (var dependency in rules.Dependencies.Where(dependency => present.Contains(dependency.Slot)))
        {
            var missing = dependency.Required.Where(slot => !present.Contains(slot)).ToArray();
            if (missing.Length > 0)
                AddMissing(
                    node, rules, missing, dependency.Keyword, $" because {JsonWords.Quote(Name(rules, dependency.Slot))} is present");
            if (dependency.Schema is not null)
                Explain(dependency.Schema, value);
        }
    }

    private static string Name(ObjectRules rules, int slot) => Encoding.UTF8.GetString(rules.Names[slot]);

    private void ExplainMissing(SchemaNode node, ObjectRules rules, HashSet<int> present)
    {
        var missing = rules.Required.Where(slot => !present.Contains(slot)).ToArray();
        if (missing.Length > 0)
            AddMissing(node, rules, missing, "required", "");
    }

    private void AddMissing(SchemaNode node, ObjectRules rules, int[] missing, string keyword, string reason)
    {
        var noun = missing.Length == 1 ? "property" : "properties";
        var names = string.Join(", ", missing.Select(slot => NameWithType(rules, slot)));
        Add(node, keyword, new Complaint
        {
            Expected = $"{noun} {names}",
            Problem = $"missing required {noun} {names}{reason}",
            Fix = missing.Length == 1 ? "Add it." : "Add them.",
        });
    }

    private static string NameWithType(ObjectRules rules, int slot)
    {
        var type = rules.Properties[slot] is { } schema ? SchemaWords.Describe(schema) : null;
        return JsonWords.Quote(Name(rules, slot)) + (type is null ? "" : $" ({type})");
    }

    private void ExplainMembers(SchemaNode node, ObjectRules rules, JsonElement value, HashSet<int> present)
    {
        foreach (var member in value.EnumerateObject())
        {
            if (IsFull)
                return;
            var rawName = JsonMarshal.GetRawUtf8PropertyName(member);
            var slot = rules.Names.FindRaw(rawName);
            _path.Push(member);
            var evaluated = slot >= 0 && rules.Properties[slot] is not null;
            if (evaluated)
                Explain(rules.Properties[slot]!, member.Value);
            foreach (var (pattern, schema) in rules.Patterns)
            {
                if (!pattern.IsMatch(rawName, ref state))
                    continue;
                evaluated = true;
                Explain(schema, member.Value);
            }
            if (!evaluated && rules.Additional is { } additional)
                ExplainExtra(node, "additionalProperties", additional, rules, member, present);
            _path.Pop();
            if (rules.PropertyNames is not null)
                ExplainName(node, rules.PropertyNames, member);
        }
    }

    /// <summary>A member that no keyword names: one that may not be there is probably another's name mistyped.</summary>
    private void ExplainExtra(
        SchemaNode node, string keyword, SchemaNode schema, ObjectRules? rules, JsonProperty member, HashSet<int> present)
    {
        if (schema.Always != false)
        {
            Explain(schema, member.Value);
            return;
        }
        var known = rules is null ? [] : Enumerable.Range(0, rules.Names.Count).Where(slot => rules.Properties[slot] is not null).ToArray();
        var name = JsonWords.NameOf(member);
        var meant = Nearest.Find(name, known.Where(slot => !present.Contains(slot)).Select(slot => Name(rules!, slot)));
        var names = known.Select(slot => Name(rules!, slot)).ToArray();
        Add(node, keyword, new Complaint
        {
            Expected = names.Length == 0 ? "no such property" : $"one of the properties {SchemaWords.ListNames(names)}",
            Found = JsonWords.Quote(name),
            Problem = $"unexpected property {JsonWords.Quote(name)}",
            Fix = meant is not null ? $"Rename it to {JsonWords.Quote(meant)}."
                : names.Length == 0 ? "Remove it."
                : $"Remove it; allowed: {SchemaWords.ListNames(names)}.",
        });
    }

    private void ExplainName(SchemaNode node, SchemaNode schema, JsonProperty member)
    {
        if (schema.Always == true)
            return;
        using var name = JsonDocument.Parse(JsonWords.AsString(member));
        if (IsValid(schema, name.RootElement))
            return;
        var reasons = isExhaustive ? [] : ExplainApart(schema, name.RootElement);
        var expected = reasons.Count > 0 ? reasons[0].Expected : SchemaWords.Describe(schema) ?? "another name";
        Add(node, "propertyNames", new Complaint
        {
            Expected = $"property names to be {expected}",
            Found = JsonWords.Quote(JsonWords.NameOf(member)),
            Problem = $"property name {JsonWords.Quote(JsonWords.NameOf(member))} is not allowed; expected {expected}",
            Fix = "Rename it.",
        });
    }

    private void ExplainUnevaluated(SchemaNode node, JsonElement value)
    {
        var isObject = value.ValueKind == JsonValueKind.Object;
        var schema = isObject ? node.UnevaluatedProperties : value.ValueKind == JsonValueKind.Array ? node.UnevaluatedItems : null;
        if (schema is null || IsFull)
            return;
        var marks = Evaluator<ElementValue, ElementMembers, ElementItems>.MarkEvaluated(node, new ElementValue(value), ref state);
        var index = 0;
        if (isObject)
        {
            foreach (var member in value.EnumerateObject())
            {
                _path.Push(member);
                if (!marks[index++])
                    ExplainExtra(node, "unevaluatedProperties", schema, node.Object, member, []);
                _path.Pop();
            }
            return;
        }
        foreach (var item in value.EnumerateArray())
        {
            _path.Push(index);
            if (!marks[index++])
                ExplainExtraItem(node, "unevaluatedItems", schema, item);
            _path.Pop();
        }
    }
}
